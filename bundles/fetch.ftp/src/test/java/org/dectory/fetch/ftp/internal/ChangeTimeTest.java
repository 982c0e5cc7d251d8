package org.dectory.fetch.ftp.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Fetched;
import org.dectory.api.fetch.FetchResult.Unchanged;
import org.dectory.testkit.fetch.FakeTrust;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked before a file, so that an unchanged one need not be brought. */
@Tag("PRV-01")
class ChangeTimeTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    private final FtpFetcher fetcher = new FtpFetcher(NOON, LIMIT, LIMIT);
    private final ScriptedServer server = new ScriptedServer();

    ChangeTimeTest() throws IOException {
        fetcher.bindTrust(new FakeTrust());
        server.say("MDTM", "213 20261121220000");
        server.say("SIZE", "213 8");
    }

    @AfterEach
    void close() throws IOException {
        fetcher.close();
        server.close();
    }

    @Test
    void sparesAnUnchangedFile() throws Exception {
        FetchResult first = fetch("");
        FetchResult second = fetch(((Fetched) first).version());

        assertThat(((Fetched) first).version()).isEqualTo("20261121220000-8");
        assertThat(second).isInstanceOf(Unchanged.class);
        assertThat(server.count("RETR")).isEqualTo(1);
        assertThat(server.commands()).containsSubsequence("MDTM users/4711.cfg", "RETR users/4711.cfg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"213 20261121220001", "213 20261121220000.5", "213 20251121220000"})
    void bringsAFileOfAnotherTime(String answer) throws Exception {
        server.say("MDTM", answer);
        server.say("SIZE", answer.contains(".") ? "213 9" : "213 8");

        assertThat(fetch("20261121220000-8")).isInstanceOf(Fetched.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"213 7", "550 No", "500 What", "213 ?"})
    void bringsAFileOfTheSameTimeIfItsLengthIsAnother(String answer) throws Exception {
        server.say("SIZE", answer);

        assertThat(fetch("20261121220000-8")).isInstanceOf(Fetched.class);
    }

    @ParameterizedTest
    @CsvSource({"20261122115950,true", "20261122115951,false", "20261122120000,false", "20261122130000,false"})
    void doesNotCountIfItIsJustNow(String time, boolean settled) throws Exception {
        server.say("MDTM", "213 " + time);

        FetchResult first = fetch("");
        FetchResult second = fetch(time + "-8");

        assertThat(((Fetched) first).version()).isEqualTo(settled ? time + "-8" : "");
        assertThat(second).isInstanceOf(settled ? Unchanged.class : Fetched.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"500 What", "502 What", "504 What", "202 What", "213 yesterday", "213 20261399000000"})
    void isNoVersionIfTheServerDoesNotTell(String answer) throws Exception {
        server.say("MDTM", answer);

        FetchResult first = fetch("");
        FetchResult second = fetch("20261121220000-8");

        assertThat(((Fetched) first).version()).isEmpty();
        assertThat(second).isInstanceOf(Fetched.class);
        assertThat(server.count("MDTM")).isEqualTo(answer.startsWith("213") ? 2 : 1);
    }

    @Test
    void isAskedAgainForOtherFilesIfItIsRefusedForOne() throws Exception {
        server.say("MDTM", "550 No");
        assertThat(fetch("")).isInstanceOf(Fetched.class);
        server.say("MDTM", "213 20261121220000");

        assertThat(((Fetched) fetch("")).version()).isEqualTo("20261121220000-8");
    }

    private FetchResult fetch(String version) throws InterruptedException {
        return fetcher.fetch(new FetchRequest(
                server.folder("ftp").resolve("users/4711.cfg"), Optional.empty(), version, 1000, LIMIT));
    }
}
