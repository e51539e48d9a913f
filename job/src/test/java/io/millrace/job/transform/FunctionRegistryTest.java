package io.millrace.job.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.job.transform.typed.Torture;
import io.millrace.udf.RecordFunction;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FunctionRegistryTest {

    private static final ClassLoader LOADER = FunctionRegistryTest.class.getClassLoader();

    @TempDir
    private Path directory;

    @Test
    void findsAFunctionByItsName() {
        assertThat(FunctionRegistry.load(LOADER).find("test-moody")).isInstanceOf(TestFunctions.Moody.class);
    }

    @Test
    void everyRegistryHasObjectsOfItsOwn() {
        assertThat(FunctionRegistry.load(LOADER).find("test-moody"))
                .isNotSameAs(FunctionRegistry.load(LOADER).find("test-moody"));
    }

    @Test
    void suggestsTheNearestName() {
        assertThatThrownBy(() -> FunctionRegistry.load(LOADER).find("test-mody"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no function is called 'test-mody'; did you mean 'test-moody'?");
    }

    @Test
    void listsTheNamesWhenNoneIsNear() {
        assertThatThrownBy(() -> FunctionRegistry.load(LOADER).find("zzz"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no function is called 'zzz'; there are [")
                .hasMessageContaining("test-untouched");
    }

    @Test
    void twoFunctionsOfOneNameAreAnError() throws Exception {
        try (URLClassLoader loader = listing(Impostor.class.getName())) {
            FunctionRegistry registry = FunctionRegistry.load(loader);
            assertThatThrownBy(() -> registry.find("test-moody"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("several functions are called 'test-moody': " + Impostor.class.getName() + ", "
                            + TestFunctions.Moody.class.getName());
            assertThat(registry.find("test-untouched")).isNotNull();
        }
    }

    @Test
    void aListedClassThatIsMissingIsNamed() throws Exception {
        try (URLClassLoader loader = listing("com.example.Missing")) {
            assertThatThrownBy(() -> FunctionRegistry.load(loader))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("META-INF/services/io.millrace.udf.RecordFunction")
                    .hasMessageContaining("com.example.Missing");
        }
    }

    /** A class path with one more function listed. */
    private URLClassLoader listing(String function) throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve(RecordFunction.class.getName()), function);
        return new URLClassLoader(new URL[] {directory.toUri().toURL()}, LOADER);
    }

    /** Takes another function's name. */
    public static final class Impostor implements RecordFunction<Torture, Torture> {

        @Override
        public String name() {
            return "test-moody";
        }

        @Override
        public Class<Torture> inputType() {
            return Torture.class;
        }

        @Override
        public Class<Torture> outputType() {
            return Torture.class;
        }

        @Override
        public void apply(Torture record, Consumer<Torture> out) {
            out.accept(record);
        }
    }
}
