package org.dectory.provisioning.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Fetched;
import org.dectory.api.fetch.FetchResult.Gone;
import org.dectory.api.fetch.FetchResult.Kind;
import org.dectory.api.fetch.FetchResult.Unchanged;
import org.dectory.testkit.ManualClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

@Tag("PRV-06")
class SourceHealthTest {

    private static final FetchResult BROUGHT = new Fetched(ByteBuffer.allocate(0), "");

    private final ManualClock clock = new ManualClock();
    private final SourceHealth health = new SourceHealth(clock);

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"TOO_LARGE"})
    void isDownAtOnceIfNothingEverSucceeded(Kind kind) {
        Instant now = clock.instant();

        health.note("4711.cfg", new Failed(kind, "why"));

        assertThat(health.state().downSince()).contains(now);
        assertThat(health.state().problem()).isEqualTo("why");
    }

    @ParameterizedTest
    @EnumSource(names = {"UNREACHABLE", "NOT_TRUSTED", "BAD_ADDRESS"})
    void isDownAtOnceIfItIsNoServerThatAnswers(Kind kind) {
        health.note("4711.cfg", BROUGHT);

        health.note("4711.cfg", new Failed(kind, "why"));

        assertThat(health.isDown()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"ACCESS_DENIED", "SERVER_ERROR", "TOO_LARGE"})
    @Tag("PRV-05")
    void isNotDownBecauseOfOneFile(Kind kind) {
        health.note("4712.cfg", new Unchanged());

        for (int i = 0; i < 100; i++) {
            health.note("4711.cfg", new Failed(kind, "why"));
        }

        assertThat(health.isDown()).isFalse();
    }

    @Test
    @Tag("PRV-05")
    void isNotDownBecauseOfSeveralFilesAsLongAsOthersSucceed() {
        for (int i = 0; i < 10; i++) {
            health.note("4712.cfg", new Gone("HTTP 404"));
            health.note(i + ".cfg", new Failed(Kind.ACCESS_DENIED, "why"));
        }

        assertThat(health.isDown()).isFalse();
    }

    @Test
    void isDownSinceTheFirstOfTwoFilesThatFailInARow() {
        health.note("4712.cfg", BROUGHT);
        Instant first = clock.instant();
        health.note("4711.cfg", new Failed(Kind.ACCESS_DENIED, "why"));
        clock.advance(Duration.ofMinutes(1));

        health.note("4712.cfg", new Failed(Kind.SERVER_ERROR, "why else"));

        assertThat(health.state().downSince()).contains(first);
        assertThat(health.state().problem()).isEqualTo("why else");
    }

    @Test
    void staysDownUntilSomethingSucceeds() {
        Instant since = clock.instant();
        health.note("4711.cfg", new Failed(Kind.UNREACHABLE, "gone away"));
        clock.advance(Duration.ofMinutes(1));

        health.note("4711.cfg", new Failed(Kind.SERVER_ERROR, "HTTP 503"));
        assertThat(health.state().downSince()).contains(since);
        assertThat(health.state().problem()).isEqualTo("HTTP 503");

        health.note("4711.cfg", new Gone("HTTP 404"));
        assertThat(health.isDown()).isFalse();
    }

    @Test
    void knowsNothingOfANewSource() {
        health.note("4711.cfg", BROUGHT);
        health.note("4711.cfg", new Failed(Kind.SERVER_ERROR, "why"));

        health.reset();

        assertThat(health.isDown()).isFalse();
        health.note("4711.cfg", new Failed(Kind.SERVER_ERROR, "why"));
        assertThat(health.isDown()).isTrue();
    }
}
