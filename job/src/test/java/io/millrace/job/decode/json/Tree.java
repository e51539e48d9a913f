package io.millrace.job.decode.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** JSON as Jackson's parser sees it, with numbers as they are spelled and names as often as they come. */
sealed interface Tree {

    record Text(String text) implements Tree {}

    record Number(String spelled) implements Tree {}

    record Bool(boolean value) implements Tree {}

    record Null() implements Tree {}

    record Array(List<Tree> elements) implements Tree {}

    record Objekt(List<Map.Entry<String, Tree>> members) implements Tree {}

    JsonFactory JACKSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();

    /** The bytes are not JSON in strict UTF-8. */
    final class NotJson extends Exception {

        private static final long serialVersionUID = 1L;

        NotJson(String why) {
            super(why);
        }
    }

    static Tree parse(byte[] json) throws NotJson {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
            try (JsonParser parser = JACKSON.createParser(text.startsWith("\uFEFF") ? text.substring(1) : text)) {
                if (parser.nextToken() == null) {
                    throw new NotJson("empty");
                }
                Tree tree = value(parser);
                if (parser.nextToken() != null) {
                    throw new NotJson("something behind");
                }
                return tree;
            }
        } catch (CharacterCodingException e) {
            throw new NotJson("not UTF-8");
        } catch (IOException e) {
            throw new NotJson(e.getMessage());
        }
    }

    private static Tree value(JsonParser parser) throws IOException, NotJson {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case VALUE_STRING -> new Text(withoutLoneSurrogates(parser.getText()));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Number(parser.getText());
            case VALUE_TRUE -> new Bool(true);
            case VALUE_FALSE -> new Bool(false);
            case VALUE_NULL -> new Null();
            case START_ARRAY -> {
                List<Tree> elements = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    elements.add(value(parser));
                }
                yield new Array(elements);
            }
            case START_OBJECT -> {
                List<Map.Entry<String, Tree>> members = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = withoutLoneSurrogates(parser.currentName());
                    parser.nextToken();
                    members.add(Map.entry(name, value(parser)));
                }
                yield new Objekt(members);
            }
            default -> throw new NotJson(token.toString());
        };
    }

    private static String withoutLoneSurrogates(String text) throws NotJson {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new NotJson("a lone surrogate");
        }
        return text;
    }
}
