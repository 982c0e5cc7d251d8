package org.dectory.health.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.dectory.api.health.CheckResult;
import org.dectory.api.health.CheckResult.Severity;
import org.dectory.api.health.HealthService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("OSG-07")
class HealthTest {

    private final Health health = new Health();
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void close() {
        never.countDown();
        health.close();
    }

    @Test
    void tellsCausesAndTagsOfEveryCheckByName() {
        add("b", () -> Verdicts.of(Result.Status.WARN, List.of("no room"), ""), HealthService.UPDATE);
        add("a", () -> Verdicts.of(Result.Status.WARN, List.of(), "fine"));

        assertThat(health.results())
                .containsExactly(
                        new CheckResult("a", Severity.OK, List.of(), Set.of()),
                        new CheckResult("b", Severity.WARNING, List.of("no room"), Set.of(HealthService.UPDATE)));
    }

    @Test
    void aCheckThatHangsIsReportedAndHoldsUpNoOther() {
        add("hangs", () -> {
            try {
                never.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            return Verdicts.of(Result.Status.WARN, List.of(), "");
        });
        add("works", () -> Verdicts.of(Result.Status.WARN, List.of(), "fine"));

        List<CheckResult> results = health.results();

        assertThat(results).extracting(CheckResult::severity).containsExactly(Severity.UNAVAILABLE, Severity.OK);
    }

    @Test
    void aCheckThatFailsIsCritical() {
        add("broken", () -> {
            throw new IllegalStateException("no such thing");
        });

        assertThat(health.results()).singleElement().satisfies(result -> {
            assertThat(result.severity()).isEqualTo(Severity.CRITICAL);
            assertThat(result.causes()).singleElement().asString().contains("no such thing");
        });
    }

    private void add(String name, HealthCheck check, String... tags) {
        health.add(check, Map.of(HealthCheck.NAME, name, HealthCheck.TAGS, tags));
    }
}
