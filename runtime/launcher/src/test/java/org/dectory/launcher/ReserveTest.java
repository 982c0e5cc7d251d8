package org.dectory.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleException;

@Tag("OSG-03")
class ReserveTest {

    private static final long MUCH = 1L << 40;

    @TempDir
    Path folder;

    private long free = MUCH;
    private Reserve reserve;

    @BeforeEach
    void open() {
        reserve = new Reserve(folder.resolve("reserve"), () -> free);
    }

    @Test
    void isMadeWhileThereIsPlenty() {
        reserve.settle();

        assertThat(folder.resolve("reserve").toFile().listFiles())
                .hasSize(Reserve.PIECES)
                .allSatisfy(file -> assertThat(file).hasSize(Reserve.PIECE));
    }

    @Test
    void isNotMadeWhereThereIsLittle() {
        free = Reserve.PLENTY;

        reserve.settle();

        assertThat(folder.resolve("reserve")).doesNotExist();
    }

    @Test
    void lastsForSeveralStartsOnAFullDisk() {
        reserve.settle();
        free = Reserve.SCARCE - 1;

        reserve.settle();
        assertThat(folder.resolve("reserve").toFile().list()).hasSize(Reserve.PIECES - Reserve.STEP);
        reserve.settle();
        assertThat(folder.resolve("reserve").toFile().list()).hasSize(Reserve.PIECES - 2 * Reserve.STEP);

        free = MUCH;
        reserve.settle();
        assertThat(folder.resolve("reserve").toFile().list()).hasSize(Reserve.PIECES);
    }

    @Test
    void saysWhenNothingIsLeft() {
        assertThat(reserve.give()).isFalse();

        reserve.settle();
        assertThat(reserve.give()).isTrue();
    }

    @Test
    void completesAPieceThatWasCutOff() throws Exception {
        reserve.settle();
        Files.write(folder.resolve("reserve/3"), new byte[17]);

        reserve.settle();

        assertThat(folder.resolve("reserve/3")).hasSize(Reserve.PIECE);
    }

    @Test
    void isMissedWhenADiskHasNoRoom() {
        IOException full = new IOException("No space left on device");

        assertThat(Reserve.isMissed(new BundleException("Unable to cache bundle", full)))
                .isTrue();
        assertThat(Reserve.isMissed(new CannotStartException("?", new BundleException("?", full))))
                .isTrue();
        assertThat(Reserve.isMissed(new BundleException("?", new IOException("Input/output error"))))
                .isFalse();
        assertThat(Reserve.isMissed(new CannotStartException("There is no space left on the shelf")))
                .isFalse();
    }
}
