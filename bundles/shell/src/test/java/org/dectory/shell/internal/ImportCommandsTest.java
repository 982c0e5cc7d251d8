package org.dectory.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.service.command.CommandSession;
import org.dectory.api.provisioning.ProvisioningAdministration.Files;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.testkit.FakeProvisioning;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Imports, typed at a real shell. */
@Tag("PRV-14")
class ImportCommandsTest {

    private final FakeProvisioning provisioning = new FakeProvisioning();
    private final Capabilities capabilities = new Capabilities();
    private final CommandProcessorImpl shell = new CommandProcessorImpl(null);
    private final CommandSession session = shell.createSession(
            new ByteArrayInputStream(new byte[0]), new ByteArrayOutputStream(), new ByteArrayOutputStream());

    @BeforeEach
    void addCommands() {
        ImportCommands commands = new ImportCommands(capabilities);
        for (String function : List.of(
                "importall",
                "importusers",
                "importstatus",
                "importcancel",
                "importfailed",
                "held",
                "confirmheld",
                "makeexternal")) {
            shell.addCommand("dectory", commands, function);
        }
        shell.addCommand("dectory", new Commands(capabilities), "provisioning");
        capabilities.add(provisioning);
    }

    @AfterEach
    void leave() {
        session.close();
    }

    private String type(String line) throws Exception {
        return String.valueOf(session.execute(line));
    }

    @Test
    void startsAnImportOfAllOrOfSome() throws Exception {
        assertThat(type("importall"))
                .isEqualTo("6 of 20: 1 imported, 0 unchanged, 0 gone, 2 held, 3 failed, 2/s, 7 s left\n");
        type("importusers 100 anna");

        assertThat(provisioning.deeds()).containsExactly("import all by shell", "import [100, anna] by shell");
    }

    @Test
    void saysHowItStandsAndEndsIt() throws Exception {
        assertThat(type("importstatus")).isEqualTo("none\n");
        assertThat(type("importcancel")).isEqualTo("none is in progress\n");
        provisioning.show(FakeProvisioning.run(10, 20, true));

        assertThat(type("importcancel")).isEqualTo("cancelled\n");
        assertThat(type("importstatus"))
                .isEqualTo("10 of 20: 1 imported, 4 unchanged, 0 gone, 2 held, 3 failed, 2/s\n");
    }

    @Test
    void saysWhyNoneCanBeStarted() {
        provisioning.refuse("An import is in progress");

        assertThatThrownBy(() -> type("importall")).hasMessage("An import is in progress.");
        assertThatThrownBy(() -> type("importusers 1")).hasMessage("An import is in progress.");
        assertThatThrownBy(() -> type("confirmheld")).hasMessage("An import is in progress.");
    }

    @Test
    void listsWhatFailed() throws Exception {
        provisioning.report(Files.FAILED, "100.cfg", "No data");

        assertThat(type("importfailed")).isEqualTo("""
                        FILE     USER  AT                    REASON
                        100.cfg        2026-11-22T12:00:00Z  No data
                        """);
    }

    @Test
    @Tag("PRV-05")
    void listsAndDeletesThoseWhoAreHeld() throws Exception {
        provisioning.report(Files.HELD, "100.cfg", "HTTP 404");

        assertThat(type("held")).contains("100.cfg", "HTTP 404");
        type("confirmheld 7");
        type("confirmheld");

        assertThat(provisioning.deeds()).containsExactly("delete [7] by shell", "delete all by shell");
    }

    @Test
    @Tag("PRV-16")
    void makesALocalUserAnExternalOneOrSaysWhyNot() throws Exception {
        assertThat(type("makeexternal 7")).isEqualTo("100.cfg: gone: HTTP 404\n");
        assertThat(provisioning.deeds()).containsExactly("make 7 external by shell");
    }

    @Test
    void saysWhereFilesComeFromAndWhatIsWeakAboutIt() throws Exception {
        provisioning.show(new Source("http", "files.example", 0, "users", "phone"));
        provisioning.warn("The password is seen by all");

        assertThat(type("provisioning"))
                .isEqualTo("http://phone@files.example/users up\n  warning: The password is seen by all\n");
    }

    @Test
    void saysThatProvisioningIsNotThere() {
        capabilities.remove(provisioning);

        for (String line :
                List.of("importall", "importstatus", "importcancel", "held", "confirmheld 1", "makeexternal 1")) {
            assertThatThrownBy(() -> type(line)).as(line).hasMessageContaining("is not there now");
        }
    }
}
