package org.dectory.userstore.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.dectory.api.store.Store;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.sqlite.JDBC;

/** The native library when bundles come and go: each has a class loader of its own. */
class NativeLibraryTest {

    @TempDir
    private Path folder;

    @Test
    void aSuccessorTakesACopyWhileItsPredecessorIsInMemory() throws Exception {
        try (URLClassLoader first = bundle();
                URLClassLoader second = bundle()) {
            load(first);
            load(first);
            load(second);

            assertThat(folders())
                    .hasSize(2)
                    .anyMatch(name -> name.endsWith("-0"))
                    .anyMatch(name -> name.endsWith("-1"));
        }
    }

    @Test
    void mendsADamagedCopyAndRemovesOldOnes() throws Exception {
        try (URLClassLoader first = bundle();
                URLClassLoader second = bundle()) {
            load(first);
            Path copy = folder.resolve(folders().get(0)).resolve("libsqlitejdbc.so");
            byte[] content = Files.readAllBytes(copy);
            // Beside and renamed: to write into a file that is loaded would hurt this process.
            Path torn = Files.write(folder.resolve("torn"), new byte[100]);
            Files.move(torn, copy, StandardCopyOption.REPLACE_EXISTING);
            Files.createDirectories(folder.resolve("0123-0/deep"));

            load(second);

            assertThat(copy).hasBinaryContent(content);
            assertThat(folder.resolve("0123-0")).doesNotExist();
        }
    }

    private static URLClassLoader bundle() {
        List<Class<?>> neighbours = List.of(NativeLibrary.class, JDBC.class, Store.class, Logger.class);
        URL[] urls = neighbours.stream()
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .toArray(URL[]::new);
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
    }

    private void load(ClassLoader bundle) throws ReflectiveOperationException {
        Method load = bundle.loadClass(NativeLibrary.class.getName()).getDeclaredMethod("load", Path.class);
        load.setAccessible(true);
        load.invoke(null, folder);
    }

    private List<String> folders() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).toList();
        }
    }
}
