package org.dectory.configstore.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("DBS-01")
class DurableFileTest {

    @TempDir
    private Path folder;

    private Path current;
    private Path previous;
    private DurableFile file;

    @BeforeEach
    void openFile() {
        current = folder.resolve("settings");
        previous = folder.resolve("settings.previous");
        file = new DurableFile(new LocalDisk(), folder, "settings");
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(read()).isEmpty();
    }

    @Test
    void givesBackWhatWasWrittenLast() throws IOException {
        write("one");
        write("two");
        write("three");

        assertThat(read()).contains("three");
        assertThat(folder).isDirectoryContaining("glob:**/settings");
        assertThat(folder).isDirectoryContaining("glob:**/settings.previous");
        assertThat(folder.toFile().list()).hasSize(2);
    }

    @Test
    void usesTheGenerationBeforeWhereverTheFileIsCutOff() throws IOException {
        write("one");
        write("two");
        byte[] whole = Files.readAllBytes(current);

        for (int length = 0; length < whole.length; length++) {
            Files.write(current, Arrays.copyOf(whole, length));

            assertThat(read()).as("cut off at %d", length).contains("one");
        }
    }

    @Test
    void usesTheGenerationBeforeWhicheverByteIsDamaged() throws IOException {
        write("one");
        write("two");
        byte[] whole = Files.readAllBytes(current);

        for (int position = 0; position < whole.length; position++) {
            byte[] damaged = whole.clone();
            damaged[position] ^= 4;
            Files.write(current, damaged);

            assertThat(read()).as("damaged at %d", position).contains("one");
        }
    }

    @Test
    void usesTheGenerationBeforeWhenSomethingHasBeenAppended() throws IOException {
        write("one");
        write("two");

        Files.writeString(current, Files.readString(current) + "\n");

        assertThat(read()).contains("one");
    }

    @Test
    void usesTheGenerationBeforeWhenTheFileIsMissing() throws IOException {
        write("one");
        write("two");

        Files.delete(current);

        assertThat(read()).contains("one");
    }

    @Test
    void keepsTheGoodGenerationWhenADamagedFileIsReplaced() throws IOException {
        write("one");
        write("two");
        Files.write(current, new byte[0]);

        write("three");

        assertThat(read()).contains("three");
        Files.write(current, new byte[0]);
        assertThat(read()).contains("one");
    }

    @Test
    void isEmptyWhenNoGenerationIsWhole() throws IOException {
        write("one");
        write("two");

        Files.write(current, new byte[0]);
        Files.writeString(previous, "sha256 of something else\n");

        assertThat(read()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 50, 99, 100})
    void isOldOrNewWhereverThePowerGoesWhileItIsWritten(int percentWritten) throws IOException {
        write("old");
        int steps = 0;
        FailingDisk disk;
        do {
            write("old");
            disk = new FailingDisk(steps++, percentWritten);
            boolean acknowledged = tryToWrite(disk, "new");

            assertThat(acknowledged).isEqualTo(!disk.failed());
            assertThat(read())
                    .as("after %d steps", steps)
                    .hasValueSatisfying(content -> assertThat(content).isIn(acknowledged ? "new" : "old", "new"));
        } while (disk.failed());
        assertThat(steps).isEqualTo(5);
    }

    private static boolean tryToWriteTo(DurableFile file, String content) {
        try {
            file.write(content.getBytes(UTF_8));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean tryToWrite(Disk disk, String content) {
        return tryToWriteTo(new DurableFile(disk, folder, "settings"), content);
    }

    @Test
    void isOldOrGoneWhereverThePowerGoesWhileItIsDeleted() throws IOException {
        int steps = 0;
        FailingDisk disk;
        do {
            write("older");
            write("old");
            disk = new FailingDisk(steps++, 0);
            try {
                new DurableFile(disk, folder, "settings").delete();
                assertThat(read()).isEmpty();
            } catch (IOException e) {
                Optional<String> left = read();
                assertThat(left.orElse("old")).as("after %d steps", steps).isEqualTo("old");
            }
        } while (disk.failed());
        assertThat(steps).isEqualTo(5);
    }

    @Test
    void keepsTheLastGoodCopyWhenTheDiskIsFull() throws IOException {
        write("one");
        write("two");
        DurableFile full = new DurableFile(new FullDisk(), folder, "settings");

        assertThatThrownBy(() -> full.write("three".getBytes(UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device");

        assertThat(read()).contains("two");
        assertThat(folder.toFile().list()).hasSize(2);
    }

    private void write(String content) throws IOException {
        file.write(content.getBytes(UTF_8));
    }

    private Optional<String> read() {
        return file.read().map(content -> new String(content, UTF_8));
    }
}
