package org.dectory.fetch.tftp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
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

        for (int i = 0; i < 5000; i++) {
            try (DatagramChannel channel = ports.open()) {
                used.add(((InetSocketAddress) channel.getLocalAddress()).getPort());
            }
        }

        assertThat(used).hasSize(5000);
    }

    @Test
    void usesAPortAgainWhenItHasRested() {
        assertThat(ports.isRested(40_000)).isTrue();
        clock.advance(Duration.ofSeconds(59));
        assertThat(ports.isRested(40_000)).isFalse();
        clock.advance(Duration.ofSeconds(60));
        assertThat(ports.isRested(40_000)).isFalse();
        clock.advance(Duration.ofSeconds(121));
        assertThat(ports.isRested(40_000)).isTrue();
    }
}
