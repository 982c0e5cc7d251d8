package org.dectory.fetch.sftp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.dectory.fetch.sftp.internal.SftpAddress.Server;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that are read, and those that try to get elsewhere. */
@Tag("PRV-01")
class SftpAddressTest {

    @ParameterizedTest
    @CsvSource({
        "sftp://host/4711.cfg,host,22,/4711.cfg,/",
        "SFTP://host:2222/users/4711.cfg,host,2222,/users/4711.cfg,/users",
        "sftp://[::1]/%2A111%23.cfg,::1,22,/*111#.cfg,/",
        "sftp://host/~/4711.cfg,host,22,4711.cfg,.",
        "sftp://host/~/users/4711.cfg,host,22,users/4711.cfg,users",
        "sftp://host/a%20b/J%C3%BCrgen.cfg,host,22,/a b/J\u00fcrgen.cfg,/a b",
    })
    void areRead(String uri, String host, int port, String path, String folder) {
        SftpAddress address = SftpAddress.of(URI.create(uri)).orElseThrow();

        assertThat(address).isEqualTo(new SftpAddress(new Server(host, port), path));
        assertThat(address.folder()).isEqualTo(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://host/4711.cfg",
                "sftp:4711.cfg",
                "4711.cfg",
                "sftp://host",
                "sftp://host/",
                "sftp://host/users/",
                "sftp://host:0/4711.cfg",
                "sftp://host:70000/4711.cfg",
                "sftp://user@host/4711.cfg",
                "sftp://host/4711.cfg?a",
                "sftp://host/4711.cfg#a",
                "sftp://host/../4711.cfg",
                "sftp://host/users/%2e%2e/%2e%2e/etc/passwd",
                "sftp://host/users%2F..%2F..%2Fetc/passwd",
                "sftp://host/4711.cfg%00",
                "sftp://host/47%0A11.cfg",
            })
    void areRefused(String uri) {
        assertThat(SftpAddress.of(URI.create(uri))).isEmpty();
    }

    @Test
    void leadToAFileWhoseNameHasDots() {
        assertThat(SftpAddress.of(URI.create("sftp://host/users/..4711..cfg"))).isPresent();
    }
}
