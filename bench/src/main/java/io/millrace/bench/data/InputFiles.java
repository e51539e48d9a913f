package io.millrace.bench.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.bench.Directories;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The files of an input: {@code *.jsonl} in one directory, beside a summary that is written last and so tells that they
 * are whole.
 */
public record InputFiles(Path directory, long bytes, long rows, long badLines) {

    private record Summary(long bytes, long rows, long badLines) {}

    private static final double LEAST_FREE = 1.5;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Makes what is not there yet, below {@code parent}. */
    public static InputFiles of(DataSpec spec, Path parent) throws IOException, InterruptedException {
        Path directory = parent.resolve(spec.directory());
        Path summaryFile = directory.resolve("_summary.json");
        Summary summary;
        if (Files.exists(summaryFile)) {
            summary = JSON.readValue(summaryFile.toFile(), Summary.class);
        } else {
            Directories.makeEmpty(directory);
            long free = Files.getFileStore(directory).getUsableSpace();
            if (free < spec.bytes() * LEAST_FREE) {
                throw new IOException("%,d bytes are free in %s, too few for %,d of data and what is made of it"
                        .formatted(free, directory, spec.bytes()));
            }
            summary = make(spec, directory);
            JSON.writeValue(summaryFile.toFile(), summary);
        }
        return new InputFiles(directory, summary.bytes, summary.rows, summary.badLines);
    }

    public List<Path> files() throws IOException {
        return Directories.files(directory).stream()
                .filter(file -> file.toString().endsWith(".jsonl"))
                .toList();
    }

    private static Summary make(DataSpec spec, Path directory) throws IOException, InterruptedException {
        // The generator of each file is split off in order, so that the number of threads has no influence.
        SplittableRandom random = new SplittableRandom(spec.seed());
        List<Callable<Summary>> tasks = new ArrayList<>();
        for (int i = 0; i < spec.files(); i++) {
            SplittableRandom ofFile = random.split();
            Path file = directory.resolve("events-%04d.jsonl".formatted(i));
            tasks.add(() -> makeFile(spec, ofFile, file));
        }
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            long bytes = 0;
            long rows = 0;
            long badLines = 0;
            for (Future<Summary> made : threads.invokeAll(tasks)) {
                bytes += made.get().bytes;
                rows += made.get().rows;
                badLines += made.get().badLines;
            }
            return new Summary(bytes, rows, badLines);
        } catch (ExecutionException e) {
            throw new IOException("cannot make the data in " + directory, e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static Summary makeFile(DataSpec spec, SplittableRandom random, Path file) throws IOException {
        Events events = spec.data().events(random.split(), spec.spanMicros());
        SplittableRandom fate = random.split();
        BadLines badLines = new BadLines(random.split());
        long target = spec.bytes() / spec.files();
        long goodBytes = 0;
        long badBytes = 0;
        long good = 0;
        long bad = 0;
        JsonLine line = new JsonLine();
        try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            while (goodBytes < target) {
                line.truncate(0);
                events.write(line);
                if (fate.nextDouble() < spec.badShare()) {
                    byte[] badLine = badLines.of(line.copy());
                    out.write(badLine);
                    out.write('\n');
                    badBytes += badLine.length + 1L;
                    bad++;
                }
                line.put('\n');
                line.writeTo(out);
                goodBytes += line.length();
                good++;
            }
        }
        return new Summary(goodBytes + badBytes, good, bad);
    }
}
