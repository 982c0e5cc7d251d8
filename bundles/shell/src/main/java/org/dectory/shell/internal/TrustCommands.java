package org.dectory.shell.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.dectory.api.trust.TrustAdministration;
import org.dectory.api.trust.TrustAdministration.KnownHost;
import org.dectory.api.trust.TrustAdministration.TrustedCertificate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whom the appliance believes when it calls servers. */
@Component(service = TrustCommands.class, configurationPid = "org.dectory.shell")
@GogoCommand(
        scope = "dectory",
        function = {
            "trust",
            "certificates",
            "addcertificate",
            "removecertificate",
            "sshhosts",
            "addsshhost",
            "removesshhost",
            "sshkey",
            "renewsshkey"
        })
public final class TrustCommands {

    /** Enough to name one of a list. */
    private static final int ID_DIGITS = 16;

    private static final int MOST_OCTETS = 65_536;

    private final Capabilities capabilities;

    @Activate
    public TrustCommands(@Reference Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    private TrustAdministration administration() throws CommandFailedException {
        return capabilities.require(TrustAdministration.class);
    }

    @Descriptor("says what is weak about the trust in servers")
    public String trust() throws CommandFailedException {
        List<String> warnings = administration().warnings();
        return warnings.isEmpty() ? "all is checked\n" : String.join("\n", warnings) + "\n";
    }

    @Descriptor("lists the certificates that were uploaded")
    public String certificates() throws CommandFailedException {
        return table(administration().certificates());
    }

    private static String table(List<TrustedCertificate> certificates) {
        Table table = new Table("ID", "VALID UNTIL", "AUTHORITY", "SUBJECT", "ISSUER");
        certificates.forEach(each -> table.row(
                each.id().substring(0, ID_DIGITS),
                each.validUntil().toString(),
                each.authority() ? "yes" : "no",
                each.subject(),
                each.issuer()));
        return table.toString();
    }

    @Descriptor("trusts the certificates of a file")
    public String addcertificate(@Descriptor("a file of the appliance, PEM or DER") String file)
            throws CommandFailedException {
        return table(Waiting.await(administration().addCertificates(read(file), Commands.ACTOR)));
    }

    private static byte[] read(String file) throws CommandFailedException {
        try (InputStream in = Files.newInputStream(Path.of(file))) {
            return in.readNBytes(MOST_OCTETS + 1);
        } catch (IOException | InvalidPathException e) {
            throw new CommandFailedException("The file " + file + " cannot be read.");
        }
    }

    @Descriptor("trusts a certificate no longer")
    public String removecertificate(@Descriptor("how its fingerprint begins") String id) throws CommandFailedException {
        TrustAdministration administration = administration();
        String whole = one(
                administration.certificates().stream()
                        .map(TrustedCertificate::id)
                        .toList(),
                id);
        return done(Waiting.await(administration.removeCertificate(whole, Commands.ACTOR)));
    }

    @Descriptor("lists the SSH hosts whose keys are known")
    public String sshhosts() throws CommandFailedException {
        return hosts(administration().hosts());
    }

    private static String hosts(List<KnownHost> hosts) {
        Table table = new Table("ID", "HOST", "TYPE", "FINGERPRINT", "KNOWN");
        hosts.forEach(each -> table.row(
                each.id().substring(0, ID_DIGITS),
                each.host(),
                each.keyType(),
                each.fingerprint(),
                each.firstUse() ? "since first use" : "entered"));
        return table.toString();
    }

    @Descriptor("knows the key of an SSH host")
    public String addsshhost(
            @Descriptor("its name or address; with a port [name]:port") String host,
            @Descriptor("the sort of key, such as ssh-ed25519") String type,
            @Descriptor("the key in Base64") String key)
            throws CommandFailedException {
        return hosts(Waiting.await(administration().addHosts(host + " " + type + " " + key, Commands.ACTOR)));
    }

    @Descriptor("forgets the key of an SSH host")
    public String removesshhost(@Descriptor("how its ID begins") String id) throws CommandFailedException {
        TrustAdministration administration = administration();
        String whole = one(administration.hosts().stream().map(KnownHost::id).toList(), id);
        return done(Waiting.await(administration.removeHost(whole, Commands.ACTOR)));
    }

    private static String one(List<String> ids, String begin) throws CommandFailedException {
        List<String> found = ids.stream().filter(id -> id.startsWith(begin)).toList();
        if (found.size() != 1 || begin.isEmpty()) {
            throw new CommandFailedException(
                    found.isEmpty() ? "There is no " + begin + "." : "More than one begins with " + begin + ".");
        }
        return found.get(0);
    }

    private static String done(boolean done) {
        return done ? "removed\n" : "it was gone already\n";
    }

    @Descriptor("shows the public half of the appliance's own key for SSH")
    public String sshkey() throws CommandFailedException {
        return administration().sshPublicKey() + "\n";
    }

    @Descriptor("makes another key for SSH in place of the one there is")
    public String renewsshkey() throws CommandFailedException {
        return Waiting.await(administration().renewSshKey(Commands.ACTOR)) + "\n";
    }
}
