package io.millrace.job.announce;

import io.millrace.model.OperatorReport;
import java.util.List;

/** What one instance of {@link ReportSink} took up to a barrier. */
record ReportBatch(List<OperatorReport> reports) {

    ReportBatch {
        reports = List.copyOf(reports);
    }
}
