package io.millrace.job.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DdlCommandTest {

    private static final String YAML =
            """
            name: page-actions
            source:
              sqs:
                queue-url: http://localhost:9324/000000000000/events
            decode:
              schema: class:io.millrace.model.click.ClickEvent
            transform:
              - function: clean-click
            route:
              layout: collection
              collection: %s
            output:
              %s
            dead-letter:
              path: out/dead
            """;

    private final Screen screen = new Screen();

    @TempDir
    Path directory;

    private ExitCode ddl(String yaml, String... options) throws Exception {
        Path file = Files.writeString(directory.resolve("pipeline.yaml"), yaml);
        String[] args = new String[options.length + 2];
        args[0] = "ddl";
        args[1] = file.toString();
        System.arraycopy(options, 0, args, 2, options.length);
        return Main.execute(screen.plain(), new PipelineWiring(), args);
    }

    @Test
    void theTableHasTheColumnsOfTheRowsThatComeOutOfTheFunctions() throws Exception {
        String yaml = YAML.formatted("action", "files: {path: s3://lake/actions}");

        assertThat(ddl(yaml)).isEqualTo(ExitCode.OK);
        assertThat(screen.out())
                .startsWith("CREATE OR REPLACE VIEW \"page_actions\" AS\nSELECT\n")
                .contains("\n  \"action\"")
                .doesNotContain("event_type")
                .contains("'s3://lake/actions/[!._]*/[!._]*.parquet'")
                .endsWith(";\n");
        assertThat(screen.err()).isEmpty();
    }

    @Test
    void aDialectAndANameAreGiven() throws Exception {
        String yaml = YAML.formatted("action", "files: {path: s3://lake/actions}");

        assertThat(ddl(yaml, "--dialect", "athena", "--table", "lake.actions")).isEqualTo(ExitCode.OK);
        assertThat(screen.out())
                .contains("CREATE EXTERNAL TABLE IF NOT EXISTS `lake`.`actions` (\n")
                .contains("'projection.partition_action.type' = 'injected'");
    }

    @Test
    void everyTypeOfRecordsIsATable() throws Exception {
        String yaml =
                """
                name: shop
                source:
                  files: {path: in}
                types:
                  - name: click
                    when: url
                    schema: class:io.millrace.model.click.ClickEvent
                    route: {layout: hour, event-time: {field: occurred_at}}
                  - name: page-action
                    when: path
                    schema: class:io.millrace.model.click.PageAction
                    route: {layout: collection, collection: action}
                output:
                  files: {path: s3://lake/shop}
                dead-letter:
                  path: out/dead
                """;

        assertThat(ddl(yaml)).isEqualTo(ExitCode.OK);
        assertThat(screen.out())
                .startsWith("CREATE OR REPLACE VIEW \"shop_click\" AS\nSELECT\n")
                .contains("s3://lake/shop/click/", ";\n\nCREATE OR REPLACE VIEW \"shop_page_action\" AS\n")
                .contains("'s3://lake/shop/page-action/[!._]*/[!._]*.parquet'")
                .endsWith(";\n");

        assertThat(ddl(yaml.replace("collection: action", "collection: nothing")))
                .isEqualTo(ExitCode.USAGE);
        assertThat(screen.err()).contains("types.1.route.collection: the schema", "has no field 'nothing'");
    }

    @Test
    void whatCannotBeATableIsSaidAndNothingIsPrinted() throws Exception {
        assertThat(ddl(YAML.formatted("nothing", "files: {path: out/actions}"))).isEqualTo(ExitCode.USAGE);
        assertThat(screen.err()).contains("pipeline.yaml:11:3: route.collection: the schema", "has no field 'nothing'");
        assertThat(screen.out()).isEmpty();
    }

    @Test
    void anOutputWithoutFilesIsNoTable() throws Exception {
        assertThat(ddl(YAML.formatted("action", "stats: {}"))).isEqualTo(ExitCode.USAGE);
        assertThat(screen.err()).contains("output: expected files, because only files can be a table");
        assertThat(screen.out()).isEmpty();
    }

    @Test
    void localFilesAreNoTableOfAthena() throws Exception {
        assertThat(ddl(YAML.formatted("action", "files: {path: out/actions}"), "--dialect=athena"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(screen.err()).contains("Athena reads S3 only, but output.files.path is 'out/actions'");
        assertThat(screen.out()).isEmpty();
    }

    @Test
    void aNameThatIsNoneIsRefused() throws Exception {
        assertThat(ddl(YAML.formatted("action", "files: {path: out/actions}"), "--table=a-b"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(screen.err()).contains("expected a table's name", "'a-b'");
    }

    @Test
    void aPipelineThatIsWrongIsReportedWithItsLines() throws Exception {
        assertThat(ddl(YAML.formatted("action", "files: {path: out, format: {orc: {}}}")))
                .isEqualTo(ExitCode.USAGE);
        assertThat(screen.err()).contains("pipeline.yaml:13:", "output.files.format.orc: unknown key");
    }

    @Test
    void anUnknownDialectIsAMisuseThatNamesTheRightOnes() throws Exception {
        assertThat(ddl(YAML.formatted("action", "stats: {}"), "--dialect=oracle"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(screen.err()).containsIgnoringCase("duckdb").containsIgnoringCase("athena");
    }
}
