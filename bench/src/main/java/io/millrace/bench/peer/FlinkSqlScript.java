package io.millrace.bench.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/** Executes a file of SQL in Flink: definitions, and one {@code INSERT}, whose end it awaits. */
public final class FlinkSqlScript {

    private FlinkSqlScript() {}

    public static void main(String[] args) throws Exception {
        String sql = Files.readString(Path.of(args[0]));
        var environment =
                StreamTableEnvironment.create(FlinkEnvironment.create(Integer.parseInt(args[1]), Path.of(args[2])));
        environment.getConfig().setLocalTimeZone(ZoneOffset.UTC);
        for (String statement : sql.strip().split(";\\s*(\n|$)", 0)) {
            TableResult result = environment.executeSql(statement);
            if (result.getJobClient().isPresent()) {
                result.await();
            }
        }
    }
}
