package io.millrace.job.aws;

import io.millrace.job.testkit.KinesisLocalServer;
import io.millrace.job.testkit.KinesisServer;
import java.nio.file.Path;

final class SdkKinesisLocalStreamIT extends SdkStreamContract implements FanOutContract {

    @Override
    KinesisServer start(Path directory) {
        return KinesisLocalServer.start(directory);
    }
}
