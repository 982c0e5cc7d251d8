package org.dectory.fetch.tftp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.dectory.testkit.ManualClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a server still sends for one file must not be taken for another. */
@Tag("PRV-05")
class PortsTest {

    private final ManualClock clock = new ManualClock();
    private final Ports ports = new Ports(clock);

    @Test
    void usesNoPortTwiceInAMinute() throws IOException {
        Set<Integer> used = new HashSet<>();

        for (int i = 0; i < 15_000; i++) {
            try (DatagramSocket socket = ports.open()) {
                used.add(socket.getLocalPort());
            }
        }

        assertThat(used).hasSize(15_000);
    }

    @Test
    void usesAPortAgainWhenItHasRested() {
        assertThat(ports.rested(40_010)).isEqualTo(40_010);
        assertThat(ports.rested(40_000)).isEqualTo(40_000);
        clock.advance(Duration.ofSeconds(59));
        assertThat(ports.rested(40_000)).isEqualTo(40_001);
        clock.advance(Duration.ofSeconds(60));
        assertThat(ports.rested(40_000)).isEqualTo(40_002);
        clock.advance(Duration.ofSeconds(121));
        assertThat(ports.rested(40_000)).isEqualTo(40_000);
    }

    @Test
    void passesOverARestedPortThatIsSomebodyElses() throws IOException {
        int free;
        try (DatagramSocket other = new DatagramSocket()) {
            try (DatagramSocket gone = new DatagramSocket()) {
                free = gone.getLocalPort();
            }
            for (int port = 1024; port <= 65_535; port++) {
                if (port != free && port != other.getLocalPort()) {
                    assertThat(ports.rested(port)).isEqualTo(port);
                }
            }

            try (DatagramSocket socket = ports.open()) {
                assertThat(socket.getLocalPort()).isEqualTo(free);
            }
        }
    }

    @Test
    void staysWithinTheRangeOfTheSystemAndTakesItsPortIfNoneHasRested() {
        assertThat(ports.rested(40_000)).isEqualTo(40_000);
        assertThat(ports.rested(40_002)).isEqualTo(40_002);
        assertThat(ports.rested(40_002)).isEqualTo(40_001);

        assertThat(ports.rested(40_002)).isEqualTo(40_002);
    }
}
