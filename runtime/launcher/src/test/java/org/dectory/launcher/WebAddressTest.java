package org.dectory.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WebAddressTest {

    @Test
    void refusesAPortThatIsInUse() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());

            assertThatThrownBy(() -> WebAddress.claim(Map.of("org.osgi.service.http.port", port)))
                    .isInstanceOf(CannotStartException.class)
                    .hasMessageContaining("Port " + port + " of 127.0.0.1 cannot be used");
        }
    }

    @Test
    void findsAFreePortForZero() throws Exception {
        WebAddress address = WebAddress.claim(Map.of("org.osgi.service.http.port", "0"));

        assertThat(address.port()).isPositive();
        assertThat(address.url()).isEqualTo("http://127.0.0.1:" + address.port());
    }
}
