package org.dectory.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;
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
    void takesAnotherFreePortWhenSomebodyTookTheOneThatItHad() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            WebAddress before = new WebAddress("127.0.0.1", taken.getLocalPort());

            WebAddress address = WebAddress.claim(Map.of(WebAddress.PORT, "0"), Optional.of(before));

            assertThat(address.port()).isPositive().isNotEqualTo(before.port());
        }
    }

    @Test
    void findsAFreePortForZero() throws Exception {
        WebAddress address = WebAddress.claim(Map.of("org.osgi.service.http.port", "0"));

        assertThat(address.port()).isPositive();
        assertThat(address.url()).isEqualTo("http://127.0.0.1:" + address.port());
    }
}
