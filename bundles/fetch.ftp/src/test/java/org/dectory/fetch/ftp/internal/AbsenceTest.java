package org.dectory.fetch.ftp.internal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Gone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A refusal and a list without the file are proof that it is gone; all else is not. */
@Tag("PRV-05")
class AbsenceTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final FtpFetcher fetcher = new FtpFetcher(Clock.systemUTC(), LIMIT, LIMIT);
    private final ScriptedServer server = new ScriptedServer();

    AbsenceTest() throws IOException {}

    @BeforeEach
    void refuse() {
        server.say("RETR", "550 No");
    }

    @AfterEach
    void close() throws IOException {
        fetcher.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4712.cfg\r\n",
                "4712.cfg\n",
                "4712.cfg",
                ".\r\n..\r\n",
                "users/14711.cfg\r\n",
                "4711.cfg.old\r\n"
            })
    void isProvedByAListWithoutTheFile(String list) throws Exception {
        server.send("NLST", list);

        assertThat(fetch("users/4711.cfg")).isInstanceOf(Gone.class);
        assertThat(server.commands()).contains("CWD users", "RETR users/4711.cfg");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4711.cfg\r\n",
                "a.cfg\n4711.cfg",
                "./4711.cfg\r\n",
                "/home/users/4711.CFG\r\n",
                "4711.cfg \r\n",
                "total 1\r\n-rw------- 1 u g 17 Jan  1 00:00 4711.cfg\r\n",
                "lrwxrwxrwx 1 u g 17 Jan  1 00:00 4711.cfg -> /srv/julian.cfg\r\n",
                "04-27-00  09:09PM       17 4711.CFG\r\n",
                "4711.CFG;3\r\n"
            })
    void isDisprovedByAListWithTheFile(String list) throws Exception {
        server.send("NLST", list);

        assertThat(fetch("users/4711.cfg")).isInstanceOf(Failed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "150 Here,'',226 Done",
        "150 Here,'\r\n',226 Done",
        "150 Here,4712.cfg,226 Transfer done (but failed to open directory).",
        "150 Here,4712.cfg,226 10000 matches total (truncated)",
        "150 Here,4712.cfg,426 Broken off",
        "150 Here,4712.cfg,451 Broken",
        "150 Here,4712.cfg,550 Broken",
    })
    void isNotProvedByAListThatIsNotWhole(String before, String list, String after) throws Exception {
        server.send("NLST", before, list, after);

        assertThat(fetch("users/4711.cfg")).isInstanceOf(Failed.class);
    }

    @ParameterizedTest
    @CsvSource({"NLST,550 No", "NLST,450 No", "NLST,226 Done", "CWD,550 No", "SIZE,213 8", "EPSV,425 No", "NLST,421 Bye"
    })
    void isNotProvedIfTheServerDoesNotShowIt(String command, String answer) throws Exception {
        if (command.equals("EPSV")) {
            server.on("RETR", session -> {
                server.say("EPSV", answer);
                session.say("550 No");
            });
        }
        server.say(command.equals("EPSV") ? "PASV" : command, answer);

        assertThat(fetch("users/4711.cfg")).isInstanceOf(Failed.class);
    }

    @Test
    void isNotProvedByNamesThatCannotBeRead() throws Exception {
        server.send("NLST", "J\u00fcrgen.cfg\r\n");

        assertThat(fetch("users/J%C3%BCrgen.cfg")).isInstanceOf(Failed.class);
    }

    @Test
    void isLookedForWithoutTheOptionIfTheServerDoesNotKnowIt() throws Exception {
        ScriptedServer.Answer list = session -> {
            boolean plain = server.commands().get(server.commands().size() - 1).equals("NLST");
            session.say("150 Here");
            try (Socket file = session.file()) {
                file.getOutputStream().write((plain ? "4712.cfg\r\n" : "").getBytes(US_ASCII));
            }
            session.say("226 Done");
        };
        server.on("NLST", list);

        assertThat(fetch("4711.cfg")).isInstanceOf(Gone.class);
        assertThat(server.commands()).contains("NLST -a", "NLST").doesNotContain("CWD ");
    }

    private FetchResult fetch(String file) throws InterruptedException {
        return fetcher.fetch(new FetchRequest(server.folder("ftp").resolve(file), Optional.empty(), "", 1000, LIMIT));
    }
}
