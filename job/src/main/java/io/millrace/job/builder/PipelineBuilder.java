// Generated from the declarations of the keys by GeneratedFilesTest, which says how.
package io.millrace.job.builder;

import io.millrace.job.config.PipelineConfig;
import io.millrace.job.config.SectionBuilder;
import java.util.function.Consumer;

/** A whole pipeline; {@link io.millrace.job.Millrace#pipeline} begins one. */
public final class PipelineBuilder extends SectionBuilder<PipelineConfig> {

    public PipelineBuilder() {}

    /**
     * {@code name}: The pipeline's name: lower case letters, digits and hyphens. Names its state directory, its job and
     * its dead letters. Required. Example: {@code clickstream}.
     */
    public PipelineBuilder name(String name) {
        value("name", name);
        return this;
    }

    /**
     * {@code parallelism}: How many parallel instances every stage has. A local run defaults to the number of cores, at
     * most 4. Between 1 and 4096.
     */
    public PipelineBuilder parallelism(int parallelism) {
        value("parallelism", parallelism);
        return this;
    }

    /** {@code source}: Where events come from. Required. */
    public PipelineBuilder source(Consumer<? super SourceBuilder> source) {
        section("source", new SourceBuilder(), source);
        return this;
    }

    /** {@code deduplicate}: How redelivered and re-sent messages are recognised. */
    public PipelineBuilder deduplicate(Consumer<? super DeduplicateBuilder> deduplicate) {
        section("deduplicate", new DeduplicateBuilder(), deduplicate);
        return this;
    }

    /** {@code deduplicate}: How redelivered and re-sent messages are recognised. */
    public PipelineBuilder deduplicate() {
        section("deduplicate", new DeduplicateBuilder(), deduplicate -> {});
        return this;
    }

    /** {@code decode}: How a message's body becomes typed rows. */
    public PipelineBuilder decode(Consumer<? super DecodeBuilder> decode) {
        section("decode", new DecodeBuilder(), decode);
        return this;
    }

    /** {@code decode}: How a message's body becomes typed rows. */
    public PipelineBuilder decode() {
        section("decode", new DecodeBuilder(), decode -> {});
        return this;
    }

    /**
     * {@code types}: Several types of records in one stream, each with its own schema, functions and directories, and
     * its own files. In place of {@code decode.schema}, {@code transform} and {@code route}. Each call adds one.
     */
    public PipelineBuilder types(Consumer<? super TypeBuilder> types) {
        element("types", new TypeBuilder(), types);
        return this;
    }

    /** {@code transform}: Functions that every row passes, in this order. Each call adds one. */
    public PipelineBuilder transform(Consumer<? super FunctionBuilder> transform) {
        element("transform", new FunctionBuilder(), transform);
        return this;
    }

    /** {@code route}: Which partition a row belongs to. */
    public PipelineBuilder route(Consumer<? super RouteBuilder> route) {
        section("route", new RouteBuilder(), route);
        return this;
    }

    /** {@code route}: Which partition a row belongs to. */
    public PipelineBuilder route() {
        section("route", new RouteBuilder(), route -> {});
        return this;
    }

    /** {@code output}: Where rows are written. Required. */
    public PipelineBuilder output(Consumer<? super OutputBuilder> output) {
        section("output", new OutputBuilder(), output);
        return this;
    }

    /** {@code announce}: Who is told of every file that has become visible. Nobody, when absent. */
    public PipelineBuilder announce(Consumer<? super AnnounceBuilder> announce) {
        section("announce", new AnnounceBuilder(), announce);
        return this;
    }

    /** {@code announce}: Who is told of every file that has become visible. Nobody, when absent. */
    public PipelineBuilder announce() {
        section("announce", new AnnounceBuilder(), announce -> {});
        return this;
    }

    /** {@code dead-letter}: Where records go that cannot be processed. Required. */
    public PipelineBuilder deadLetter(Consumer<? super DeadLetterBuilder> deadLetter) {
        section("dead-letter", new DeadLetterBuilder(), deadLetter);
        return this;
    }

    /**
     * {@code checkpoint}: How often, and where, the job's state is made durable. Files become visible with each
     * checkpoint.
     */
    public PipelineBuilder checkpoint(Consumer<? super CheckpointBuilder> checkpoint) {
        section("checkpoint", new CheckpointBuilder(), checkpoint);
        return this;
    }

    /**
     * {@code checkpoint}: How often, and where, the job's state is made durable. Files become visible with each
     * checkpoint.
     */
    public PipelineBuilder checkpoint() {
        section("checkpoint", new CheckpointBuilder(), checkpoint -> {});
        return this;
    }

    /**
     * {@code demo}: An embedded queue at the source's endpoint and a generator that fills it; for trying Millrace out.
     */
    public PipelineBuilder demo(Consumer<? super DemoBuilder> demo) {
        section("demo", new DemoBuilder(), demo);
        return this;
    }

    /**
     * {@code demo}: An embedded queue at the source's endpoint and a generator that fills it; for trying Millrace out.
     */
    public PipelineBuilder demo() {
        section("demo", new DemoBuilder(), demo -> {});
        return this;
    }
}
