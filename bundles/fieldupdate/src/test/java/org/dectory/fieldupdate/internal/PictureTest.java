package org.dectory.fieldupdate.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("OSG-03")
class PictureTest {

    @Test
    void isWorseByWhatWasNotAmissBefore() {
        Picture before = new Picture(Map.of("check line", "the line is dead"), 20);
        Picture after = new Picture(Map.of("check line", "the line is deader", "bundle a", "bundle a is stopped"), 20);

        assertThat(after.worseThan(before)).containsExactly("bundle a is stopped");
        assertThat(before.worseThan(after)).isEmpty();
    }

    @Test
    void isWorseByAHundredThreadsMore() {
        Picture before = new Picture(Map.of(), 20);

        assertThat(new Picture(Map.of(), 120).worseThan(before)).isEmpty();
        assertThat(new Picture(Map.of(), 121).worseThan(before)).containsExactly("there are 121 threads, and were 20");
    }
}
