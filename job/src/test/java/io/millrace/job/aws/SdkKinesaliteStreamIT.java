package io.millrace.job.aws;

import io.millrace.job.testkit.KinesaliteServer;
import io.millrace.job.testkit.KinesisServer;
import java.nio.file.Path;

final class SdkKinesaliteStreamIT extends SdkStreamContract {

    @Override
    KinesisServer start(Path directory) {
        return KinesaliteServer.start(directory);
    }
}
