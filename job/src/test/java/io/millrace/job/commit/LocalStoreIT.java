package io.millrace.job.commit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files of this machine. */
final class LocalStoreIT extends StoreContract {

    @Override
    String place(String name) {
        return temporary.resolve("store").resolve(name).toString();
    }

    @Override
    List<String> visible(String place) throws IOException {
        return Lines.visibleFiles(Path.of(place));
    }

    @Override
    void download(String place, Path to) throws IOException {
        for (String file : visible(place)) {
            Files.createDirectories(to.resolve(file).getParent());
            Files.copy(Path.of(place, file), to.resolve(file));
        }
    }
}
