package io.millrace.job.cli;

import io.millrace.job.config.FilePattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What only a dry run takes. */
final class DryRunOptions {

    @Option(
            names = "--dry-run",
            required = true,
            description =
                    "Reads a sample of the input and reports what would be written, where, and what would be rejected."
                            + " Writes, deletes and announces nothing, and leaves no state. Files are read as they would be; of a"
                            + " queue or a stream nothing is taken, so samples of its messages are given with --input.")
    private boolean dryRun;

    @Option(
            names = "--input",
            paramLabel = "PATH",
            converter = Pattern.class,
            description = "The sample of a dry run: files, as in source.files.path, of which each line is a message.")
    private FilePattern input;

    @Option(
            names = "--records",
            paramLabel = "N",
            defaultValue = "1000",
            converter = Positive.class,
            description = "How many records a dry run reads at most. Default: ${DEFAULT-VALUE}.")
    private long records;

    /** A pattern as configurations have it. */
    static final class Pattern implements ITypeConverter<FilePattern> {
        @Override
        public FilePattern convert(String value) {
            try {
                return FilePattern.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /** A whole number of at least 1. */
    static final class Positive implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            if (!value.matches("[1-9][0-9]{0,17}")) {
                throw new TypeConversionException("expected a whole number of at least 1, but got '" + value + "'");
            }
            return Long.valueOf(value);
        }
    }

    /** The sample's files; null for the pipeline's own. */
    FilePattern input() {
        return input;
    }

    long records() {
        return records;
    }
}
