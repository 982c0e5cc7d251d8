package org.dectory.subscription.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dectory.subscription.internal.Appliance.ANNA;
import static org.dectory.subscription.internal.Appliance.get;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dectory.api.subscription.SubscriptionStatus;
import org.dectory.api.subscription.SubscriptionStatus.Mode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Walks of random steps, each as good as a day at an appliance, compared with {@link ModesModel} after every step: now, and a
 * millisecond before and at each end that is ahead. A walk that fails names its steps.
 */
@Tag("SUB-03")
@Tag("SUB-04")
@Tag("SUB-05")
@Tag("SUB-06")
@Tag("SUB-07")
@Tag("SUB-10")
class RandomModesTest {

    private static final int WALKS = 60;
    private static final int STEPS = 60;
    private static final Duration MILLISECOND = Duration.ofMillis(1);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithTheModel(long seed) {
        for (int walk = 0; walk < WALKS; walk++) {
            try (Walk walked = new Walk(new Random(seed * 1_000 + walk))) {
                for (int step = 0; step < STEPS; step++) {
                    walked.step();
                    walked.compare();
                }
            }
        }
    }

    private static final class Walk implements AutoCloseable {

        private final Random random;
        private final Story story = new Story(new Appliance());
        private final Appliance appliance = story.appliance;
        private final ModesModel model = new ModesModel();
        private final List<String> steps = new ArrayList<>();

        Walk(Random random) {
            this.random = random;
        }

        void step() {
            switch (random.nextInt(12)) {
                case 0 -> standard();
                case 1 -> wildcard();
                case 2 -> switches();
                case 3 -> rareStep();
                case 4, 5, 6 -> subscribe();
                default -> passTime();
            }
        }

        private Instant now() {
            return appliance.now();
        }

        private void standard() {
            steps.add("standard");
            get(appliance.desk.startStandard(ANNA));
            model.startStandard(now());
        }

        private void wildcard() {
            Optional<Duration> period =
                    random.nextBoolean() ? Optional.empty() : Optional.of(Duration.ofMinutes(1L + random.nextInt(60)));
            steps.add("wildcard " + period.map(Duration::toString).orElse(""));
            get(appliance.desk.startWildcard(period, ANNA));
            model.startWildcard(now(), period.orElse(Duration.ofMinutes(2)));
        }

        private void switches() {
            boolean on = random.nextBoolean();
            if (random.nextBoolean()) {
                steps.add("restrict " + on);
                get(appliance.desk.restrictDuration(on, ANNA));
                model.restricted = on;
            } else {
                steps.add("auto-create " + on);
                get(appliance.desk.autoCreate(on, ANNA));
                model.autoCreate = on;
            }
        }

        private void rareStep() {
            switch (random.nextInt(5)) {
                case 0 -> {
                    steps.add("stop");
                    get(appliance.desk.stop(ANNA));
                    model.stop();
                }
                case 1 -> {
                    steps.add("always open");
                    get(appliance.desk.startAlwaysOpen(ANNA));
                    model.openAlways();
                }
                case 2 -> {
                    steps.add("restart");
                    appliance.restart();
                }
                case 3 -> {
                    steps.add("crash");
                    appliance.crashAndRestart();
                }
                default -> setTheClockBackForAWhile();
            }
        }

        /** While it is set back every mode is closed; when it is right again, everything is as if nothing had happened. */
        private void setTheClockBackForAWhile() {
            Duration back = Duration.ofHours(1L + random.nextInt(1000));
            steps.add("clock back by " + back);
            get(appliance.desk.autoCreate(!model.autoCreate, ANNA));
            model.autoCreate = !model.autoCreate;
            appliance.clock.advance(back.negated());
            if (random.nextBoolean()) {
                appliance.crashAndRestart();
            }
            assertThat(appliance.desk.status().mode()).as("%s", steps).isEqualTo(Mode.OFF);
            assertThat(story.subscribe("known")).as("%s", steps).isEqualTo("MODE_OFF");
            appliance.clock.advance(back);
            appliance.scheduler.runDue();
        }

        private void subscribe() {
            String sort = List.of("known", "stranger", "visitor").get(random.nextInt(3));
            steps.add(sort);
            Mode mode = model.mode(now());
            boolean in = switch (sort) {
                case "known" -> mode != Mode.OFF;
                case "stranger" -> mode == Mode.STANDARD && model.autoCreate;
                // In standard mode the additional ID says nothing.
                default -> mode == Mode.WILDCARD || (mode == Mode.STANDARD && model.autoCreate);
            };
            assertThat(story.subscribe(sort).equals("in")).as("%s", steps).isEqualTo(in);
            if (in) {
                model.succeeded(now(), sort.equals("visitor") && mode == Mode.WILDCARD);
            }
        }

        /** Mostly to an edge or a millisecond beside it; running, with the power off, or as a jump of the clock. */
        private void passTime() {
            Duration time = anyTime();
            switch (random.nextInt(3)) {
                case 0 -> {
                    steps.add("outage " + time);
                    appliance.clock.advance(time);
                    appliance.crashAndRestart();
                }
                case 1 -> {
                    steps.add("clock jumps " + time);
                    appliance.clock.advance(time);
                    appliance.scheduler.runDue();
                }
                default -> {
                    steps.add("pass " + time);
                    appliance.pass(time);
                }
            }
        }

        private Duration anyTime() {
            List<Instant> edges = edges();
            if (edges.isEmpty() || random.nextInt(3) == 0) {
                return Duration.ofMillis(random.nextInt(random.nextBoolean() ? 200_000 : 100_000_000));
            }
            Duration toEdge = Duration.between(now(), edges.get(random.nextInt(edges.size())));
            return toEdge.plus(MILLISECOND.multipliedBy(random.nextInt(3) - 1L));
        }

        /** The ends that are ahead. */
        private List<Instant> edges() {
            List<Instant> edges = new ArrayList<>();
            model.until(now()).ifPresent(edges::add);
            model.then(now()).ifPresent(edges::add);
            return edges;
        }

        void compare() {
            appliance.settle();
            Instant now = now();
            compareAt(now);
            assertThat(appliance.radio.isSubscriptionAllowed())
                    .as("what the radio says after %s", steps)
                    .isEqualTo(model.mode(now) != Mode.OFF);
            for (Instant edge : edges()) {
                compareAt(edge.minus(MILLISECOND));
                compareAt(edge);
            }
            appliance.clock.set(now);
        }

        private void compareAt(Instant instant) {
            appliance.clock.set(instant);
            Mode mode = model.mode(instant);
            assertThat(appliance.desk.status())
                    .as("at %s after %s", instant, steps)
                    .isEqualTo(new SubscriptionStatus(
                            mode,
                            model.until(instant),
                            model.then(instant),
                            model.isAlwaysOpen(),
                            model.restricted,
                            model.autoCreate,
                            model.autoCreate && mode == Mode.STANDARD,
                            model.everSubscribed,
                            ""));
        }

        @Override
        public void close() {
            story.close();
        }
    }
}
