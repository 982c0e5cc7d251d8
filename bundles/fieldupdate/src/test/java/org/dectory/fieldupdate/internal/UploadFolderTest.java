package org.dectory.fieldupdate.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.dectory.api.fieldupdate.UpdatePlan;
import org.dectory.api.fieldupdate.UpdateRefusedException;
import org.dectory.api.fieldupdate.Upload;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("OSG-03")
class UploadFolderTest {

    @TempDir
    Path data;

    private final List<String> taken = new ArrayList<>();
    private final CompletableFuture<UpdatePlan> staged = new CompletableFuture<>();
    private Path folder;
    private UploadFolder uploads;

    @BeforeEach
    void open() {
        folder = data.resolve("updates");
        uploads = new UploadFolder(folder);
    }

    private Upload upload() throws Exception {
        return uploads.open(file -> {
            try {
                taken.add(Files.readString(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return staged;
        });
    }

    private static void write(Upload upload, String text) throws Exception {
        byte[] octets = text.getBytes(UTF_8);
        upload.write(octets, 0, octets.length);
    }

    @Test
    void putsTogetherWhatComesAndForgetsItWhenItIsTakenIn() throws Exception {
        Upload upload = upload();
        write(upload, "an ");
        write(upload, "update");

        CompletionStage<UpdatePlan> plan = upload.stage();
        assertThat(taken).containsExactly("an update");
        assertThat(folder).isNotEmptyDirectory();
        staged.complete(new UpdatePlan(2, List.of(), List.of()));

        assertThat(plan).isCompleted();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void keepsNothingOfWhatBreaksOff() throws Exception {
        Upload upload = upload();
        write(upload, "half");

        upload.close();

        assertThat(folder).isEmptyDirectory();
        assertThatThrownBy(() -> write(upload, "more")).hasMessage("The update was given up");
    }

    @Test
    void takesOneAtATime() throws Exception {
        Upload first = upload();

        assertThatThrownBy(this::upload)
                .isInstanceOfSatisfying(
                        UpdateRefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(UpdateRefusedException.BUSY));
        first.close();
        upload().close();
    }

    @Test
    void takesNothingThatIsTooLong() throws Exception {
        Upload upload = upload();

        assertThatThrownBy(() -> upload.write(new byte[0], 0, Integer.MAX_VALUE))
                .isInstanceOfSatisfying(
                        UpdateRefusedException.class,
                        refused -> assertThat(refused.code()).isEqualTo(UpdateRefusedException.TOO_LARGE));
        upload.close();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void sweepsWhatAnEarlierProcessLeft() throws Exception {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("7.dup"), "half an update");

        uploads.sweep();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void oneThatIsTakenInWhileAllIsSweptComesToAnEnd() {
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            Thread sweeper = new Thread(uploads::sweep, "sweeper");
            Upload upload = uploads.open(file -> {
                sweeper.start();
                Awaitility.await().until(() -> sweeper.getState() == Thread.State.BLOCKED);
                return CompletableFuture.completedStage(new UpdatePlan(2, List.of(), List.of()));
            });

            assertThat(upload.stage()).isCompleted();

            sweeper.join();
        });
    }
}
