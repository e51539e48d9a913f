package io.millrace.job.cli;

import picocli.CommandLine.Option;

/** Where a run listens. */
final class PortOptions {

    static final String WEB = "--web-port";
    static final String METRICS = "--metrics-port";
    static final String HEALTH = "--health-port";

    @Option(
            names = WEB,
            paramLabel = "PORT",
            defaultValue = LocalCluster.WEB_PORTS,
            description = "The port of Flink's web page, or a range of which the first free one is taken; 0 for any."
                    + " It listens on this machine only. Default: ${DEFAULT-VALUE}.")
    private String web;

    @Option(
            names = METRICS,
            paramLabel = "PORT",
            defaultValue = "9249-9348",
            converter = PortRange.Converter.class,
            description =
                    "Where Prometheus reads the metrics: a port, or a range of which the first free one is taken; 0"
                            + " for any, off for none. Other machines can read it. Default: ${DEFAULT-VALUE}.")
    private PortRange metrics;

    @Option(
            names = HEALTH,
            paramLabel = "PORT",
            defaultValue = "8181-8280",
            converter = PortRange.Converter.class,
            description = "Where /health/live and /health/ready answer: a port, a range, 0 or off, as above. Other"
                    + " machines can ask. Default: ${DEFAULT-VALUE}.")
    private PortRange health;

    Ports ports() {
        return new Ports(web, metrics, health);
    }

    /**
     * What was asked for.
     *
     * @param web as Flink takes it: a port, or ranges and ports with commas in between
     */
    record Ports(String web, PortRange metrics, PortRange health) {

        /** Whatever is free, and no more than Flink itself needs. */
        static final Ports FEWEST = new Ports("0", PortRange.OFF, PortRange.OFF);
    }
}
