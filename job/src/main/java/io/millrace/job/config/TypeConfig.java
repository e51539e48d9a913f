package io.millrace.job.config;

import java.io.Serializable;
import java.util.List;

/** One of several types of records in a stream. */
public record TypeConfig(
        @Key(
                        doc =
                                "The type's name: lower case letters, digits and hyphens. Its files are in a directory of that name under the output's path; a job finds its state by it, so it stays.",
                        example = "asset-details")
                TypeName name,
        @Key(
                        doc =
                                "Which records are of this type: fields at the top of the JSON object that must be there and not null, with `=` a value that the field must have, joined by `and` and `or`. A record is of the first type whose test it meets.",
                        example = "code and timestamp")
                RecordTest when,
        @Key(
                        doc = "The Avro schema of these records, as `decode.schema` is that of records of one type.",
                        example = "schemas/click-event.avsc")
                SchemaLocation schema,
        @Key(doc = "Functions that every row of this type passes, in this order.", optional = true)
                List<FunctionConfig> transform,
        @Key(doc = "Which partition a row of this type belongs to, under the type's directory.") RouteConfig route)
        implements Serializable {}
