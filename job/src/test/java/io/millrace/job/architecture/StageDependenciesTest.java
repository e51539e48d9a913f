package io.millrace.job.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;

/** The flow is a line: a stage knows the boundary types on either side of it, and no other stage. */
@AnalyzeClasses(packages = "io.millrace", importOptions = ImportOption.DoNotIncludeTests.class)
final class StageDependenciesTest {

    private static final String JOB = "io.millrace.job.";

    /** Every stage of the flow, in order; a new package is a stage, a foundation or a front, and is named here. */
    private static final List<String> STAGES =
            List.of("source", "dedup", "decode", "transform", "route", "encode", "commit", "announce", "reject");

    /** What stages may use. */
    private static final List<String> FOUNDATIONS =
            List.of("record", "config", "builder", "error", "balance", "metrics", "aws", "schema", "object");

    /** What sees several stages. */
    private static final List<String> FRONTS =
            List.of("pipeline", "rehearsal", "cases", "cli", "ddl", "iam", "quickstart");

    /** Flink's {@code @Internal} classes that Millrace stands on; anything else is an accident. */
    private static final Set<String> ALLOWED_INTERNALS = Set.of(
            // Copies and shuffles rows.
            "org.apache.flink.table.runtime.typeutils.RowDataSerializer",
            // Loads the file system of s3:// where no Flink distribution does.
            "org.apache.flink.core.plugin.DefaultPluginManager",
            // Tell a function's operator of a barrier before it passes: the counts of the commit log.
            "org.apache.flink.streaming.api.operators.KeyedProcessOperator",
            "org.apache.flink.streaming.api.operators.ProcessOperator",
            "org.apache.flink.streaming.runtime.streamrecord.StreamRecord",
            // Where a command, which is no job, counts.
            "org.apache.flink.metrics.groups.UnregisteredMetricsGroup",
            // What a local run hands to its MiniCluster.
            "org.apache.flink.streaming.api.graph.ExecutionPlan",
            "org.apache.flink.streaming.api.graph.StreamGraph",
            // The parts that FileSink is made of, and our file output too: ADR 0001.
            "org.apache.flink.connector.file.sink.FileSinkCommittable",
            "org.apache.flink.connector.file.sink.FileSinkCommittableSerializer",
            "org.apache.flink.connector.file.sink.committer.FileCommitter",
            "org.apache.flink.connector.file.sink.writer.DefaultFileWriterBucketFactory",
            "org.apache.flink.connector.file.sink.writer.FileWriter",
            "org.apache.flink.connector.file.sink.writer.FileWriterBucketState",
            "org.apache.flink.streaming.api.functions.sink.filesystem.BucketWriter",
            "org.apache.flink.streaming.api.functions.sink.filesystem.BulkBucketWriter",
            "org.apache.flink.streaming.api.functions.sink.filesystem.InProgressFileWriter",
            "org.apache.flink.streaming.api.functions.sink.filesystem.WriterProperties");

    @ArchTest
    static final ArchRule everyPackageOfTheJobHasAPlaceInTheFlow =
            classes().that().resideInAPackage("io.millrace.job..").should().resideInAnyPackage(places());

    @ArchTest
    static void aStageNeverImportsAnotherStage(JavaClasses classes) {
        for (String stage : STAGES) {
            List<String> others =
                    STAGES.stream().filter(name -> !name.equals(stage)).toList();
            noClasses()
                    .that(areInAny(List.of(stage)))
                    .should()
                    .dependOnClassesThat(areInAny(others))
                    .allowEmptyShould(true)
                    .check(classes);
        }
    }

    @ArchTest
    static final ArchRule foundationsNeverImportAStage =
            noClasses().that(areInAny(FOUNDATIONS)).should().dependOnClassesThat(areInAny(STAGES));

    @ArchTest
    static final ArchRule onlyFrontsSeeFronts = noClasses()
            .that(areInAny(STAGES).or(areInAny(FOUNDATIONS)))
            .should()
            .dependOnClassesThat(areInAny(FRONTS));

    @ArchTest
    static final ArchRule userCodeNeedsNeitherFlinkNorAwsNorTheJob = noClasses()
            .that()
            .resideInAnyPackage("io.millrace.model..", "io.millrace.udf..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.flink..", "software.amazon.awssdk..", "io.millrace.job..");

    @ArchTest
    static final ArchRule sdkClientsAreBuiltInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackage("io.millrace.job.aws..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk..");

    @ArchTest
    static final ArchRule onlyTheCommandLinePrints = noClasses()
            .that()
            .resideOutsideOfPackages("io.millrace.job.cli..")
            .should(com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule internalsOfFlinkAreThoseOnTheList =
            noClasses().that().resideInAPackage("io.millrace..").should().dependOnClassesThat(areUnlistedInternals());

    private static String[] places() {
        List<String> all = new java.util.ArrayList<>(List.of("io.millrace.job"));
        STAGES.forEach(name -> all.add(JOB + name + ".."));
        FOUNDATIONS.forEach(name -> all.add(JOB + name + ".."));
        FRONTS.forEach(name -> all.add(JOB + name + ".."));
        return all.toArray(String[]::new);
    }

    private static DescribedPredicate<JavaClass> areInAny(List<String> names) {
        return DescribedPredicate.describe(
                "are in " + names, type -> names.stream().anyMatch(name -> isIn(type, name)));
    }

    private static boolean isIn(JavaClass type, String name) {
        String pkg = type.getPackageName();
        return pkg.equals(JOB + name) || pkg.startsWith(JOB + name + ".");
    }

    private static DescribedPredicate<JavaClass> areUnlistedInternals() {
        return DescribedPredicate.describe(
                "are Flink's internals and not on the list",
                type -> type.getPackageName().startsWith("org.apache.flink")
                        && type.isAnnotatedWith("org.apache.flink.annotation.Internal")
                        && !ALLOWED_INTERNALS.contains(type.getFullName()));
    }
}
