package io.millrace.job.iam;

import io.millrace.job.config.ConsumerName;
import io.millrace.job.config.OutputPath;
import io.millrace.job.config.QueueUrl;
import io.millrace.job.config.StreamName;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The names of resources in all of AWS. What a resource itself says of its region and account comes first, then what the
 * pipeline says, then what is known of the place; what nobody knows is a {@code *}.
 *
 * @param partition of AWS, such as {@code aws} or {@code aws-cn}; null derives it from the region
 * @param region of resources that do not say; null when it is not known
 * @param account of resources that do not say; null when it is not known
 */
public record Arns(String partition, String region, String account) {

    private static final String ANY = "*";
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern PARTITION = Pattern.compile("aws[a-z-]*");
    private static final Pattern REGION = Pattern.compile("[a-z]{2,}(-[a-z]+)+-[0-9]+");

    public Arns {
        check(partition, PARTITION, "a partition of AWS, such as aws or aws-us-gov");
        check(region, REGION, "a region of AWS, such as eu-west-1");
        check(account, ACCOUNT, "an account of twelve digits");
    }

    /** Nothing is known but what the pipeline says. */
    public static final Arns UNKNOWN = new Arns(null, null, null);

    String queue(QueueUrl url, String configured) {
        String[] path = URI.create(url.value()).getPath().split("/");
        String owner =
                path.length > 2 && ACCOUNT.matcher(path[path.length - 2]).matches() ? path[path.length - 2] : null;
        return arn("sqs", first(configured, url.region().orElse(null), region), first(owner, account))
                + path[path.length - 1];
    }

    String stream(StreamName stream, String configured) {
        return stream.arn()
                .orElseGet(() -> arn("kinesis", first(configured, region), first(account)) + "stream/" + stream.name());
    }

    /** A consumer has the time of its registration in its name. */
    String consumer(StreamName stream, String configured, ConsumerName consumer) {
        return stream(stream, configured) + "/consumer/" + consumer.value() + ":*";
    }

    String bucket(OutputPath path, String configured) {
        return "arn:" + partition(first(configured, region)) + ":s3:::"
                + path.toUri().getAuthority();
    }

    /** The directory itself, as far as it is an object, and everything below it. */
    Stream<String> objects(OutputPath path, String configured) {
        String directory = bucket(path, configured) + literal(path.toUri().getPath());
        return Stream.of(directory, directory + "/*").filter(arn -> arn.indexOf('/') > 0);
    }

    /** The directories above it, as far as they are objects: their names alone, and the empty objects that mark them. */
    Stream<String> above(OutputPath path, String configured) {
        List<String> above = new ArrayList<>();
        String whole = literal(path.toUri().getPath());
        for (int end = whole.indexOf('/', 1); end > 0; end = whole.indexOf('/', end + 1)) {
            String directory = bucket(path, configured) + whole.substring(0, end);
            above.add(directory);
            above.add(directory + "/");
        }
        return above.stream();
    }

    /** @param key a key's ARN or its id */
    String key(String key, String configured) {
        return key.startsWith("arn:") ? key : arn("kms", first(configured, region), first(account)) + "key/" + key;
    }

    /** The name of a service of a region, as conditions say it. */
    String service(String service, String configured) {
        String where = first(configured, region);
        return service + "." + where + ".amazonaws.com" + (partition(where).equals("aws-cn") ? ".cn" : "");
    }

    static boolean leavesPlaceOpen(String arn) {
        String[] parts = arn.split(":", 6);
        return parts[3].equals(ANY) || parts[4].equals(ANY);
    }

    private String arn(String service, String where, String owner) {
        return "arn:" + partition(where) + ":" + service + ":" + where + ":" + owner + ":";
    }

    private String partition(String where) {
        if (partition != null) {
            return partition;
        }
        return where.startsWith("cn-") ? "aws-cn" : where.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }

    /** As IAM takes what it would take for a wildcard or a variable. */
    private static String literal(String text) {
        return text.replaceAll("[*?$]", "\\${$0}");
    }

    private static String first(String... candidates) {
        return Arrays.stream(candidates)
                .filter(candidate -> candidate != null)
                .findFirst()
                .orElse(ANY);
    }

    private static void check(String value, Pattern form, String expected) {
        if (value != null && !form.matcher(value).matches()) {
            throw new IllegalArgumentException("expected " + expected + ", but got '" + value + "'");
        }
    }
}
