package io.millrace.job.architecture;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** State is an API: whatever can write into it has a golden file of its present version, and a test that reads that. */
@AnalyzeClasses(packages = "io.millrace", importOptions = ImportOption.DoNotIncludeTests.class)
final class GoldenStateTest {

    private static final Path TESTS = Path.of(System.getProperty("project.root", ".."), "job/src/test");

    /** The golden files of each serializer, without version and ending. */
    private static final Map<String, Set<String>> GOLDEN = Map.ofEntries(
            entry("SqsSplitSerializer", Set.of("sqs-split")),
            entry("SqsEnumeratorStateSerializer", Set.of("sqs-enumerator")),
            entry("KinesisSplitSerializer", Set.of("kinesis-split")),
            entry("KinesisEnumeratorStateSerializer", Set.of("kinesis-enumerator")),
            entry("MessageIdSerializer", Set.of("message-id")),
            entry(
                    "RawMessageSerializer",
                    Set.of("raw-message", "raw-message-of-a-file", "raw-message-of-a-stream", "raw-message-of-a-loss")),
            entry("DecodedRecordSerializer", Set.of("decoded-record", "decoded-record-several-rows")),
            entry("RoutedRecordSerializer", Set.of("routed-record")),
            entry("RejectedRecordSerializer", Set.of("rejected-record")),
            entry("OperatorReportSerializer", Set.of("operator-report")),
            entry("FileCommittableSerializer", Set.of("file-committable")),
            entry("WriterTotalsSerializer", Set.of("writer-totals")),
            entry("RowTotalsSerializer", Set.of("row-totals")),
            entry("ReportBatchSerializer", Set.of("balance-batch")),
            entry("SinkEntrySerializer", Set.of("data-file-sink-state")),
            entry("LetterStateSerializer", Set.of("letters-to-send")));

    @ArchTest
    static void everySerializerHasAGoldenFileOfItsVersionThatATestReads(JavaClasses classes) throws Exception {
        Set<JavaClass> serializers = classes.stream()
                .filter(type -> type.isAssignableTo(SimpleVersionedSerializer.class)
                        || type.isAssignableTo(TypeSerializer.class))
                .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT) && !type.isInterface())
                .collect(Collectors.toSet());
        assertThat(serializers.stream().map(JavaClass::getSimpleName))
                .as("serializers: a new one needs golden files, and a line here")
                .containsExactlyInAnyOrderElementsOf(GOLDEN.keySet());
        String tests = sources();
        for (JavaClass serializer : serializers) {
            int version = version(serializer.reflect());
            for (String golden : new TreeSet<>(GOLDEN.get(serializer.getSimpleName()))) {
                String file = golden + "-v" + version + ".bin";
                assertThat(TESTS.resolve("resources/golden").resolve(file)).exists();
                assertThat(tests).as("a test that reads %s", file).contains("\"" + file + "\"");
            }
        }
    }

    /** Every snapshot of a serializer belongs to one that is looked at above. */
    @ArchTest
    static void snapshotsStandInTheirSerializers(JavaClasses classes) {
        assertThat(classes.stream()
                        .filter(type -> type.isAssignableTo(TypeSerializerSnapshot.class))
                        .filter(type -> !type.getModifiers().contains(JavaModifier.ABSTRACT))
                        .map(type -> type.getEnclosingClass()
                                .map(JavaClass::getSimpleName)
                                .orElse(type.getName())))
                .isSubsetOf(GOLDEN.keySet());
    }

    private static int version(Class<?> serializer) throws ReflectiveOperationException {
        if (!TypeSerializer.class.isAssignableFrom(serializer)) {
            Field version = serializer.getDeclaredField("VERSION");
            version.setAccessible(true);
            return version.getInt(null);
        }
        Class<?> snapshot = Stream.of(serializer.getDeclaredClasses())
                .filter(TypeSerializerSnapshot.class::isAssignableFrom)
                .findFirst()
                .orElseThrow(() -> new AssertionError(serializer + " has no snapshot"));
        Constructor<?> constructor = snapshot.getDeclaredConstructor();
        constructor.setAccessible(true);
        Method version = versionOf(snapshot);
        version.setAccessible(true);
        return (Integer) version.invoke(constructor.newInstance());
    }

    /** Of a composite snapshot the outer version is ours; that of the composite is Flink's. */
    private static Method versionOf(Class<?> snapshot) throws NoSuchMethodException {
        for (Class<?> type = snapshot; type != Object.class; type = type.getSuperclass()) {
            for (String name : new String[] {"getCurrentOuterSnapshotVersion", "getCurrentVersion"}) {
                try {
                    return type.getDeclaredMethod(name);
                } catch (NoSuchMethodException e) {
                    // Declared further up.
                }
            }
        }
        throw new NoSuchMethodException(snapshot + " has no version");
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(TESTS.resolve("java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .map(GoldenStateTest::text)
                    .collect(Collectors.joining());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
