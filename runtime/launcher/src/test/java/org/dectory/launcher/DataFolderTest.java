package org.dectory.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path folder;

    @Test
    void belongsToItsOwnerAlone() throws Exception {
        Path path = folder.resolve("data");

        DataFolder.open(path).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rwx------");
    }

    @Test
    void isHeldByOneApplianceAtATime() throws Exception {
        DataFolder first = DataFolder.open(folder);

        assertThatThrownBy(() -> DataFolder.open(folder))
                .isInstanceOf(CannotStartException.class)
                .hasMessageContaining(folder + " is in use by another appliance");

        first.close();
        DataFolder.open(folder).close();
    }

    @Test
    void forgetsDerivedFilesAndKeepsTheRest() throws Exception {
        Files.createDirectories(folder.resolve("run/cache/bundle1"));
        Files.writeString(folder.resolve("run/cache/bundle1/bundle.info"), "stale");
        Files.createSymbolicLink(folder.resolve("run/link"), folder.resolve("kept"));
        Files.writeString(folder.resolve("kept"), "precious");

        DataFolder.open(folder).close();

        assertThat(folder.resolve("run/cache")).doesNotExist();
        assertThat(folder.resolve("run/tmp")).isEmptyDirectory();
        assertThat(folder.resolve("kept")).hasContent("precious");
    }

    @Test
    void saysWhyItCannotBeUsed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> DataFolder.open(file)).hasMessageContaining(file + " cannot be written");
    }
}
