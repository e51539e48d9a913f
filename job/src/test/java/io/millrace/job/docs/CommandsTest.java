package io.millrace.job.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Whatever a document tells its reader to type is known here, with what shows that it works: a new command needs a line
 * here, and a test. {@link CommandsIT} executes those that need nothing but {@code bin/millrace}.
 */
final class CommandsTest {

    /** Some tests, or a text in a file that executes the command itself. */
    private record Shown(Pattern command, List<String> tests, String file, String text) {

        static Shown byTests(String command, String... tests) {
            return new Shown(Pattern.compile(command), List.of(tests), "", "");
        }

        static Shown byFile(String command, String file, String text) {
            return new Shown(Pattern.compile(command), List.of(), file, text);
        }
    }

    private static final String VALID = "CommandsIT.everyPipelineThatADocumentRunsIsValidWithItsFlagsAndVariables";
    private static final String QUICKSTART = "QuickstartIT.killedAndStoppedInTheMiddleItWritesEveryEventOnce";
    private static final String CLUSTER = "ClusterJarIT.aPipelineIsSubmittedStoppedAtASavepointAndGoesOnFromThere";
    private static final String HIGHLY_AVAILABLE =
            "JobManagerLossIT.withHighAvailabilityTheJobGoesOnByItselfFromItsNewestCheckpoint";
    private static final String AGAIN =
            "JobManagerLossIT.withoutItTheJobIsSubmittedAgainFromItsNewestRetainedCheckpoint";
    private static final String MANAGED =
            "ManagedFlinkIT.aPipelineOnS3RunsWithTheServicesSettingsAndWritesEachEventOnce";
    private static final String COMPOSE = "ComposeTest.thePipelineThatIsSubmittedSpeaksToTheContainersByTheirNames";

    private static final String DRY_RUN =
            "DryRunTest.itSaysWhatWouldBeWrittenWhereAndWhatWouldBeRejectedAndWritesNothing";

    private static final List<Shown> SHOWN = List.of(
            Shown.byTests("bin/millrace run conf/quickstart\\.yaml( --set .*)?", QUICKSTART, VALID),
            Shown.byTests(
                    "bin/millrace run conf/[\\w/-]+\\.yaml --dry-run( --input samples\\.jsonl)?",
                    "CommandsIT.dryRunsOfTheDocumentsSayWhatWouldBeWrittenAndLeaveNothing"),
            Shown.byTests("(bin/)?millrace run( PIPELINE\\.yaml)? --dry-run", DRY_RUN),
            Shown.byTests("bin/millrace test conf.*", "CommandsIT.casesThatTheDocumentsRunAreMet"),
            Shown.byTests("(bin/)?millrace test( PIPELINE\\.yaml)?", "TestCommandTest.casesThatAreMetPass"),
            Shown.byTests("bin/millrace run conf/examples/[\\w-]+\\.yaml", "ExamplesIT.everyExampleIsRunHere", VALID),
            Shown.byTests("--set .*", "CommandsIT.flagsInTheCommentsOfAPipelineFitIt"),
            Shown.byTests("export [A-Z][A-Z0-9_]*=\\S+", VALID, "CommandsTest.variablesThatAreExportedAreRead"),
            Shown.byTests("(bin/)?millrace run", QUICKSTART),
            Shown.byTests(
                    "(bin/)?millrace validate( PIPELINE\\.yaml)?", "CommandsIT.thePipelineThatTheReadmeShowsIsValid"),
            Shown.byTests(
                    "(bin/)?millrace validate --connect", "ValidateIT.servicesThatAnswerAreValidAndLeftAsTheyWere"),
            Shown.byTests(
                    "(bin/)?millrace doctor( PIPELINE\\.yaml)?",
                    "DoctorIT.whatIsFineAndWhatCannotBeToldIsSaidAndNothingIsLeft"),
            Shown.byTests(
                    "(bin/)?millrace commits (ls|verify) (PIPELINE\\.yaml|conf/examples/(announced-on-kinesis|ledger-archive)\\.yaml)( +#.*)?",
                    "ExamplesIT.ledgerArchive",
                    "CommitsCommandIT.whatIsListedIsVerifiedAndDeletedTruncatedAndUnannouncedFilesAreFound"),
            Shown.byTests(
                    "(bin/)?millrace commits( (tail|announce|verify|COMMAND))?( PIPELINE(\\.yaml)?)?( +#.*)?",
                    "CommitsCommandIT.whatWaitedIsSentAndReadFromTheStream"),
            Shown.byTests(
                    "(bin/)?millrace ddl( PIPELINE(\\.yaml)?)?( --dialect (spark|athena))?",
                    "DdlCommandTest.theTableHasTheColumnsOfTheRowsThatComeOutOfTheFunctions",
                    "DdlCommandTest.aDialectAndANameAreGiven"),
            Shown.byTests(
                    "(bin/)?millrace ddl conf/examples/[\\w-]+\\.yaml( --dialect athena)?",
                    "DdlCommandTest.everyTypeOfRecordsIsATable",
                    "ExamplesIT.clicksByTypeAndDay"),
            Shown.byTests(
                    "(bin/)?millrace iam( PIPELINE --role ARN)?",
                    "IamCommandTest.thePolicyIsPrintedAndNothingElse",
                    "IamCommandTest.thePolicyOfARoleIsThatOfWhoeverAssumesIt"),
            Shown.byTests(
                    "bin/millrace iam (conf/examples|deploy/managed-flink)/.*",
                    "CommandsIT.policiesOfTheDocumentsArePrinted"),
            Shown.byTests(
                    "(bin/)?millrace schema infer .*",
                    "SchemaCommandTest.inferPrintsTheSchemaAndBesideItWhatIsUncertain"),
            Shown.byTests(
                    "(bin/)?millrace schema (diff|check) conf/schemas/orders/v1\\.avsc conf/schemas/orders/v2\\.avsc"
                            + "( --mode full)?",
                    "CommandsIT.schemasAreComparedAsTheDocumentsSay"),
            Shown.byTests("(bin/)?millrace schema COMMAND", "SchemaCommandTest.diffIsALineForEachField"),
            Shown.byTests(
                    "MILLRACE_CLASSPATH=my-pipelines\\.jar bin/millrace"
                            + " (run class:com\\.example\\.ClicksByTypeAndDay|test clicks\\.test\\.yaml)",
                    "JavaPipelineIT.theCommandLineTakesItByItsClassAsItTakesAFile"),
            Shown.byTests("kill( -9)? PID|kill -9", QUICKSTART),
            Shown.byTests(
                    "flink run --classpath .* class:com\\.example\\.ClicksByTypeAndDay",
                    "ClusterJarIT.aPipelineInJavaIsSubmittedByItsClass"),
            Shown.byTests("flink (run|stop|cancel)( .*)?", CLUSTER, HIGHLY_AVAILABLE, AGAIN),
            Shown.byTests("aws sqs send-message .*", CLUSTER),
            Shown.byTests("docker compose (up|exec|down) .*", COMPOSE),
            Shown.byTests("flink run --class io\\.millrace\\.job\\.ManagedFlink .*", MANAGED),
            Shown.byTests(
                    "docker (build|push) .*",
                    "KubernetesIT.theImageHasTheFlinkThatTheJobIsBuiltForItsPluginAndTheJarWhereTheDeploymentLooks"),
            Shown.byTests(
                    "kubectl (create namespace millrace|apply --filename deploy/kubernetes)",
                    "KubernetesIT.theDeploymentIsOneByTheOperatorsSchemaAndHasNoOtherKeys",
                    "KubernetesIT.thePodsAreWhoTheyMayBeInOneNamespace"),
            Shown.byTests(
                    "aws (s3 cp|cloudformation (deploy|describe-stacks)|kinesisanalyticsv2 start-application) .*",
                    "ManagedFlinkTemplateTest.commandsOfThePageNameParametersFilesAndAClassThatThereAre"),
            Shown.byTests(
                    "cfn-lint deploy/managed-flink/template\\.yaml",
                    "ManagedFlinkTemplateTest.cloudFormationsLinterFindsNothing"),
            Shown.byTests(
                    "(taskset -c 0 )?bench/run( --(rounds|report) .*)?",
                    "RoundsTest.everySystemRunsOnceBeforeOneRunsAgain"),
            Shown.byTests("bench/run --growth.*", "GrowthModeTest.whatStandsInSeveralTablesIsRunOnce"),
            Shown.byTests("bench/run --costs .*", "TrialTest.bothRunAtTheSameTime"),
            Shown.byTests("bench/run --breakdown .*", "BreakdownTest.aNativeSampleStandsForMoreThanOneOfJavaCode"),
            Shown.byTests(
                    "mvn -pl udfs,job test -Dtest='KeptSavepointIT#theSavepointOfThisStateIsWritten' .*",
                    "KeptSavepointIT.theSavepointOfThisStateIsWritten"),
            Shown.byFile("mvn -Pspark verify", "pom.xml", "<module>readers/spark</module>"),
            Shown.byFile("mvn verify -Dflink\\.version=[\\d.]+", "pom.xml", "<flink.version>"),
            Shown.byFile("mvn (verify|package)", ".ci/run", "mvn -B -ntp verify"),
            Shown.byFile("mvn -Dquick package", "bin/millrace", "mvn -B -Dquick -Dmaven.test.skip"),
            Shown.byFile("mvn spotless:apply", "pom.xml", "<artifactId>spotless-maven-plugin</artifactId>"));

    @Test
    void everyCommandInTheDocumentsIsShownToWork() throws IOException {
        List<DocumentedCommand> unknown = DocumentedCommand.all().stream()
                .filter(command -> SHOWN.stream()
                        .noneMatch(
                                shown -> shown.command().matcher(command.text()).matches()))
                .toList();
        assertThat(unknown).as("commands of which nothing shows that they work").isEmpty();
    }

    @Test
    void nothingIsKeptHereThatNoDocumentSays() throws IOException {
        List<DocumentedCommand> all = DocumentedCommand.all();
        assertThat(SHOWN).allSatisfy(shown -> assertThat(all)
                .as(shown.command().pattern())
                .anyMatch(command -> shown.command().matcher(command.text()).matches()));
    }

    @Test
    void whatShowsThemIsThere() throws IOException {
        TestSources sources = TestSources.read();
        for (Shown shown : SHOWN) {
            assertThat(shown.tests())
                    .as(shown.command().pattern())
                    .allSatisfy(test -> assertThat(sources.problemWith(test)).isEmpty());
            if (!shown.file().isEmpty()) {
                assertThat(Files.readString(DocumentedCommand.ROOT.resolve(shown.file())))
                        .contains(shown.text());
            }
        }
    }

    @Test
    void aBlockOfCommandsIsLabelledAsAShells() throws IOException {
        assertThat(DocumentedCommand.unlabelled())
                .as("lines of blocks without a label; write ```sh")
                .isEmpty();
    }

    @Test
    void variablesThatAreExportedAreRead() throws IOException {
        Pattern export = Pattern.compile("export (\\w+)=.*");
        List<DocumentedCommand> unread = new ArrayList<>();
        for (DocumentedCommand command : DocumentedCommand.all()) {
            Matcher name = export.matcher(command.text());
            if (name.matches() && !Files.readString(command.page()).contains("${" + name.group(1))) {
                unread.add(command);
            }
        }
        assertThat(unread).isEmpty();
    }
}
