package io.millrace.model;

import static java.util.Objects.requireNonNull;

/**
 * A file of dead letters that has become visible: each of its rows is a record that was rejected.
 *
 * @param file the file
 */
public record DeadLetterFile(CommittedFile file) implements LogEntry {

    public DeadLetterFile {
        requireNonNull(file, "file");
    }

    @Override
    public long checkpointId() {
        return file.checkpointId();
    }
}
