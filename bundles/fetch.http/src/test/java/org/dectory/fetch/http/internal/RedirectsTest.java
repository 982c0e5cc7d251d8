package org.dectory.fetch.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("PRV-01")
class RedirectsTest {

    @ParameterizedTest
    @CsvSource({
        "http://a/1.cfg, /2.cfg, true",
        "http://a/1.cfg, http://A:80/2.cfg, true",
        "http://a/1.cfg, https://a/1.cfg, true",
        "https://a/1.cfg, https://a:443/2.cfg, true",
        "http://a/1.cfg, http://b/1.cfg, false",
        "http://a/1.cfg, http://a.b/1.cfg, false",
        "http://a/1.cfg, http://a:8080/1.cfg, false",
        "http://a:8080/1.cfg, https://a/1.cfg, false",
        "http://a:8080/1.cfg, https://a:8080/1.cfg, false",
        "https://a/1.cfg, https://a:444/1.cfg, false",
    })
    void knowsWhetherItIsStillAtTheServerThatWasAsked(String origin, String location, boolean same) {
        Redirects redirects = new Redirects(URI.create(origin));

        assertThat(redirects.follow(Optional.of(location))).isEmpty();

        assertThat(redirects.isAtOrigin()).isEqualTo(same);
    }

    @Test
    void asksForAddressesBeyondAsciiInOctets() {
        Redirects redirects = new Redirects(URI.create("http://a/Ж.cfg?ü"));
        assertThat(redirects.current()).isEqualTo(URI.create("http://a/%D0%96.cfg?%C3%BC"));

        assertThat(redirects.follow(Optional.of("/b/Ж.cfg"))).isEmpty();

        assertThat(redirects.current()).isEqualTo(URI.create("http://a/b/%D0%96.cfg"));
        assertThat(redirects.isAboutTheFile()).isTrue();
    }

    @Test
    void neverGoesFromHttpsToHttp() {
        Redirects redirects = new Redirects(URI.create("https://a/1.cfg"));

        assertThat(redirects.follow(Optional.of("http://a/1.cfg"))).contains("The server redirects from HTTPS to HTTP");
        assertThat(redirects.current()).isEqualTo(URI.create("https://a/1.cfg"));
    }

    @Test
    void comesBackToTheServerThatWasAsked() {
        Redirects redirects = new Redirects(URI.create("http://a/1.cfg"));

        assertThat(redirects.follow(Optional.of("http://b/1.cfg"))).isEmpty();
        assertThat(redirects.follow(Optional.of("http://a/2.cfg"))).isEmpty();

        assertThat(redirects.isAtOrigin()).isTrue();
    }
}
