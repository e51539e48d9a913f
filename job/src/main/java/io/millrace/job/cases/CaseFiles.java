package io.millrace.job.cases;

import io.millrace.job.builder.JavaPipelines;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds files of cases. */
public final class CaseFiles {

    private static final String ENDING = ".test.yaml";

    private CaseFiles() {}

    /**
     * The files that are meant by {@code places}, each once, sorted.
     *
     * @param places pipelines, for the cases beside them; files of cases; or directories, for all cases below them
     * @throws FileNotFoundException when a place has no cases, saying where they were looked for
     */
    public static List<Path> of(Collection<Path> places) throws IOException {
        Set<Path> found = new TreeSet<>();
        for (Path place : places) {
            found.addAll(Files.isDirectory(place) ? below(place) : List.of(of(place)));
        }
        return List.copyOf(found);
    }

    /** The pipeline whose cases stand in {@code file} unless they say otherwise. */
    static String pipelineOf(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) + ".yaml" : name;
    }

    private static Path of(Path place) throws FileNotFoundException {
        if (JavaPipelines.isClass(place.toString())) {
            throw new FileNotFoundException("no cases stand beside a class; name a file of cases (NAME" + ENDING
                    + ") in which 'pipeline' is " + place);
        }
        String name = place.getFileName() == null ? "" : place.getFileName().toString();
        Path cases = name.endsWith(ENDING) ? place : place.resolveSibling(name.replaceFirst("\\.ya?ml$", "") + ENDING);
        if (!Files.isRegularFile(cases)) {
            throw new FileNotFoundException("there are no cases for " + place + ": there is no file " + cases);
        }
        return cases;
    }

    private static List<Path> below(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> cases = files.filter(
                            file -> file.getFileName().toString().endsWith(ENDING) && Files.isRegularFile(file))
                    .toList();
            if (cases.isEmpty()) {
                throw new FileNotFoundException("there are no cases in " + directory + ": no file ends in " + ENDING);
            }
            return cases;
        }
    }
}
