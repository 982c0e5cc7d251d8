package org.dectory.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.dectory.api.fac.FacRejectedException;
import org.dectory.api.fac.FacService;
import org.dectory.api.store.Actor;
import org.dectory.testkit.FakeProvisioning;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Types at a real shell. */
@Tag("ADM-06")
class CommandsTest {

    private final Capabilities capabilities = new Capabilities();
    private final Commands commands = new Commands(capabilities);
    private final CommandProcessorImpl shell = new CommandProcessorImpl(null);
    private final CommandSession session = shell.createSession(
            new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), new ByteArrayOutputStream());

    @BeforeEach
    void addCommands() {
        // As the component declares them; its annotation is for the build only.
        for (String function : List.of(
                "status",
                "phones",
                "users",
                "subscription",
                "refusals",
                "facs",
                "fac",
                "trigger",
                "provisioning",
                "import")) {
            shell.addCommand("dectory", commands, function);
        }
        for (String function : List.of("valuekeys", "valuekey", "rotatevaluekeys")) {
            shell.addCommand("dectory", new ValueKeyCommands(capabilities), function);
        }
        for (String function : List.of("logout", "logintype", "locks", "unlock")) {
            shell.addCommand("dectory", new SharingCommands(capabilities), function);
        }
        for (String function : List.of(
                "addphone",
                "adduser",
                "addpair",
                "encrypt",
                "emergency",
                "relation",
                "local",
                "forgetpin",
                "removephone",
                "removeuser",
                "data",
                "system")) {
            shell.addCommand("dectory", new DataSetCommands(capabilities), function);
        }
        for (String function : List.of(
                "trust",
                "certificates",
                "addcertificate",
                "removecertificate",
                "sshhosts",
                "addsshhost",
                "removesshhost",
                "sshkey",
                "renewsshkey")) {
            shell.addCommand("dectory", new TrustCommands(capabilities), function);
        }
    }

    @AfterEach
    void leave() {
        session.close();
    }

    private String type(String line) throws Exception {
        return String.valueOf(session.execute(line));
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        assertThat(type("dectory:status"))
                .isEqualTo(
                        "not complete, missing: datasets, fac, fieldupdate, provisioning, sharing, subscription, trust, valuekeys\n");
        for (String line : List.of(
                "phones",
                "users x",
                "subscription on",
                "facs",
                "import 4711",
                "logout 1",
                "locks",
                "unlock 1",
                "logintype",
                "relation 1 fixed",
                "local 1012",
                "system",
                "data 1012",
                "valuekeys",
                "valuekey",
                "rotatevaluekeys",
                "trust",
                "certificates",
                "removecertificate 1",
                "sshhosts",
                "sshkey",
                "refusals")) {
            assertThatThrownBy(() -> type("dectory:" + line))
                    .as(line)
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessageContaining("is not there now");
        }
    }

    @Test
    void listsAndChangesAccessCodes() throws Exception {
        Codes codes = new Codes();
        capabilities.add(codes);

        assertThat(type("facs")).contains("*11", "UserLogin").contains("off", "UserLogout");
        assertThat(type("fac UserLogout 22")).contains("*122");
        assertThat(type("fac UserLogin off")).doesNotContain("*11 ");
        assertThat(type("trigger fire 77")).contains("*177", "alarm fire");
        assertThat(type("trigger fire off")).doesNotContain("fire");
        codes.number = "";
        assertThat(type("facs")).contains("off").doesNotContain("22 ");
        assertThatThrownBy(() -> type("fac Nonsense 7")).hasMessage("There is no action Nonsense.");
        assertThatThrownBy(() -> type("fac UserLogin 666")).hasMessage("not this one");
    }

    @Test
    void fetchesAFileAndTellsWhatWasInIt() throws Exception {
        capabilities.add(new FakeProvisioning());

        assertThat(type("import 4711")).isEqualTo("4711.cfg: imported\n  3: warning: unknown key\n");
        assertThat(type("import")).startsWith("user_common.cfg: failed: the server is down");
        assertThat(type("provisioning")).isEqualTo("no source\n");
    }

    @Test
    void letsNothingMoveTheCursor() {
        Table table = new Table("NAME");
        table.row("\u001B[2Jgone\r\n");

        assertThat(table.toString()).isEqualTo("NAME\n?[2Jgone??\n");
    }

    /** Two codes that can be changed. */
    private static final class Codes implements FacService {

        private final Map<String, String> triggers = new TreeMap<>();
        private final Map<String, String> codes = new TreeMap<>(Map.of("UserLogin", "1", "UserLogout", ""));

        private String number = "*1";

        @Override
        public String number() {
            return number;
        }

        @Override
        public List<FacEntry> entries() {
            List<FacEntry> entries = new ArrayList<>();
            codes.forEach((action, code) ->
                    entries.add(new FacEntry(action, action, code, "", false, true, FacService.Strength.NONE)));
            return entries;
        }

        @Override
        public void configure(String number, Map<String, String> changed, Actor actor) throws FacRejectedException {
            if (changed.containsValue("666")) {
                throw new FacRejectedException("UserLogin", "not this one");
            }
            codes.putAll(changed);
        }

        @Override
        public Map<String, String> triggers() {
            return triggers;
        }

        @Override
        public void configureTriggers(Map<String, String> changed, Actor actor) {
            triggers.clear();
            triggers.putAll(changed);
        }

        @Override
        public List<String> warnings() {
            return List.of();
        }
    }
}
