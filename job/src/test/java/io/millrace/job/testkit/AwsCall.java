package io.millrace.job.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What IAM is asked about a call: the action that allows it, and on what. AWS's own table of operations and actions, as far
 * as the job's clients go; a request that is not in it is an error.
 *
 * @param operation the call by its name in the service's API
 * @param action what a policy has to allow
 * @param resource the ARN of what the call is about, in the region and the account of servers of tests
 */
public record AwsCall(String operation, String action, String resource) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String PLACE = "us-east-1:000000000000:";
    private static final Pattern DELETED_KEY = Pattern.compile("<Key>([^<]*)</Key>");

    public AwsCall {
        requireNonNull(operation, "operation");
        requireNonNull(action, "action");
        requireNonNull(resource, "resource");
    }

    /**
     * What a request asks for; several of IAM's questions when it is about several objects.
     *
     * @param stream the stream of calls that name only a place in it
     */
    static List<AwsCall> of(HttpRequestHead request, String stream) {
        String target = request.header("x-amz-target").orElse("");
        String operation = target.substring(target.indexOf('.') + 1);
        if (target.startsWith("AmazonSQS.")) {
            String url = json(request).path("QueueUrl").asText();
            return List.of(new AwsCall(
                    operation,
                    "sqs:" + operation.replaceFirst("Batch$", ""),
                    "arn:aws:sqs:" + PLACE + url.substring(url.lastIndexOf('/') + 1)));
        }
        if (target.startsWith("Kinesis_20131202.")) {
            return List.of(new AwsCall(operation, "kinesis:" + operation, kinesis(json(request), stream)));
        }
        return s3(request);
    }

    private static JsonNode json(HttpRequestHead request) {
        try {
            return JSON.readTree(request.body());
        } catch (IOException e) {
            throw new UncheckedIOException("a call that is no JSON", e);
        }
    }

    private static String kinesis(JsonNode call, String stream) {
        if (call.hasNonNull("ConsumerARN")) {
            return call.get("ConsumerARN").asText();
        }
        String name = call.hasNonNull("StreamName") ? call.get("StreamName").asText() : stream;
        String arn = call.hasNonNull("StreamARN")
                ? call.get("StreamARN").asText()
                : "arn:aws:kinesis:" + PLACE + "stream/" + name;
        return call.hasNonNull("ConsumerName")
                ? arn + "/consumer/" + call.get("ConsumerName").asText() + ":1"
                : arn;
    }

    private static List<AwsCall> s3(HttpRequestHead request) {
        String[] parts = request.path().substring(1).split("/", 2);
        String bucket = "arn:aws:s3:::" + parts[0];
        Set<String> query = names(request.query());
        if (parts.length == 1 || parts[1].isEmpty()) {
            return ofBucket(request, bucket, query);
        }
        String object = bucket + "/" + URLDecoder.decode(parts[1].replace("+", "%2B"), UTF_8);
        List<AwsCall> calls = new ArrayList<>();
        request.header("x-amz-copy-source")
                .ifPresent(source -> calls.add(new AwsCall(
                        "CopyObject",
                        "s3:GetObject",
                        "arn:aws:s3:::" + URLDecoder.decode(source, UTF_8).replaceFirst("^/", ""))));
        calls.add(ofObject(request, object, query));
        return calls;
    }

    private static List<AwsCall> ofBucket(HttpRequestHead request, String bucket, Set<String> query) {
        boolean reads = request.method().equals("GET");
        if (reads && query.contains("uploads")) {
            return List.of(new AwsCall("ListMultipartUploads", "s3:ListBucketMultipartUploads", bucket));
        }
        if (reads && query.contains("lifecycle")) {
            return List.of(new AwsCall("GetBucketLifecycleConfiguration", "s3:GetLifecycleConfiguration", bucket));
        }
        if (reads && (query.contains("prefix") || query.contains("list-type"))) {
            return List.of(new AwsCall("ListObjects", "s3:ListBucket", bucket));
        }
        if (request.method().equals("HEAD")) {
            return List.of(new AwsCall("HeadBucket", "s3:ListBucket", bucket));
        }
        if (request.method().equals("POST") && query.contains("delete")) {
            List<AwsCall> deletes = new ArrayList<>();
            Matcher key = DELETED_KEY.matcher(new String(request.body(), UTF_8));
            while (key.find()) {
                deletes.add(new AwsCall("DeleteObjects", "s3:DeleteObject", bucket + "/" + key.group(1)));
            }
            return deletes;
        }
        throw unknown(request);
    }

    private static AwsCall ofObject(HttpRequestHead request, String object, Set<String> query) {
        boolean ofUpload = query.contains("uploadId");
        return switch (request.method()) {
            case "GET" ->
                ofUpload
                        ? new AwsCall("ListParts", "s3:ListMultipartUploadParts", object)
                        : new AwsCall("GetObject", "s3:GetObject", object);
            case "HEAD" -> new AwsCall("HeadObject", "s3:GetObject", object);
            case "PUT" -> new AwsCall(ofUpload ? "UploadPart" : "PutObject", "s3:PutObject", object);
            case "DELETE" ->
                ofUpload
                        ? new AwsCall("AbortMultipartUpload", "s3:AbortMultipartUpload", object)
                        : new AwsCall("DeleteObject", "s3:DeleteObject", object);
            case "POST" -> {
                if (ofUpload) {
                    yield new AwsCall("CompleteMultipartUpload", "s3:PutObject", object);
                }
                if (query.contains("uploads")) {
                    yield new AwsCall("CreateMultipartUpload", "s3:PutObject", object);
                }
                throw unknown(request);
            }
            default -> throw unknown(request);
        };
    }

    private static IllegalArgumentException unknown(HttpRequestHead request) {
        return new IllegalArgumentException("a request that no action of IAM is known for: " + request.method() + " "
                + request.path() + "?" + request.query());
    }

    private static Set<String> names(String query) {
        Set<String> names = new TreeSet<>();
        for (String part : query.split("&")) {
            names.add(part.replaceFirst("=.*", ""));
        }
        return names;
    }
}
