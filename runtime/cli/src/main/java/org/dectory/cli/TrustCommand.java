package org.dectory.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Says whom the appliance believes when it calls servers, and changes it. */
final class TrustCommand implements Command {

    private static final String USAGE = "usage: dectory trust [certificates | add FILE... | remove ID | hosts"
            + " | add-hosts FILE... | forget ID | key | renew-key]";

    private static final String PATH = "/api/v1/trust";
    private static final String CERTIFICATES = PATH + "/certificates";
    private static final String HOSTS = PATH + "/hosts";
    private static final String KEY = PATH + "/ssh-key";

    /** Enough to name one of a list. */
    private static final int ID_DIGITS = 16;

    private final PrintStream out;

    TrustCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public int run(Place place, List<String> arguments) throws CommandException, InterruptedException {
        Api api = new Api(place);
        String deed = arguments.isEmpty() ? "" : arguments.get(0);
        List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
        require(
                switch (deed) {
                    case "add", "add-hosts" -> !rest.isEmpty();
                    case "remove", "forget" -> rest.size() == 1;
                    default -> rest.isEmpty();
                });
        switch (deed) {
            case "" -> show(Json.of(api.get(PATH)));
            case "certificates" -> showCertificates(Json.of(api.get(CERTIFICATES)));
            case "add" -> {
                for (String file : rest) {
                    showCertificates(Json.of(api.post(CERTIFICATES, "application/octet-stream", read(file))));
                }
            }
            case "remove" -> api.delete(CERTIFICATES + "/" + id(Json.of(api.get(CERTIFICATES)), rest.get(0)));
            case "hosts" -> showHosts(Json.of(api.get(HOSTS)));
            case "add-hosts" -> {
                for (String file : rest) {
                    String lines = new String(read(file), StandardCharsets.UTF_8);
                    showHosts(Json.of(api.post(HOSTS, Map.of("lines", lines))));
                }
            }
            case "forget" -> api.delete(HOSTS + "/" + id(Json.of(api.get(HOSTS)), rest.get(0)));
            case "key" -> out.println(Json.of(api.get(KEY)).text("publicKey"));
            case "renew-key" -> out.println(Json.of(api.post(KEY, Map.of())).text("publicKey"));
            default -> require(false);
        }
        return Main.DONE;
    }

    private static void require(boolean understood) throws CommandException {
        if (!understood) {
            throw CommandException.misuse(USAGE);
        }
    }

    private void show(Json trust) {
        Json policy = trust.object("policy");
        Table table = new Table("CHECK", "STATE");
        boolean certificates = policy.flag("certificates");
        table.row("certificates", certificates ? "checked" : "not checked");
        table.row("authorities of the system", policy.flag("systemTrust") ? "trusted" : "not trusted");
        table.row("host names", certificates && policy.flag("hostNames") ? "checked" : "not checked");
        table.row("expiry", certificates && policy.flag("expiry") ? "checked" : "not checked");
        table.row("oldest TLS", policy.text("leastTls"));
        table.row("keys of SSH hosts", policy.text("hostKeys"));
        table.row("uploaded certificates", trust.text("certificates"));
        table.row("known SSH hosts", trust.text("hosts"));
        out.print(table);
        trust.texts("warnings").forEach(warning -> out.println("warning: " + warning));
    }

    private void showCertificates(Json certificates) {
        Table table = new Table("ID", "VALID UNTIL", "AUTHORITY", "SUBJECT", "ISSUER");
        certificates
                .objects("items")
                .forEach(each -> table.row(
                        shortId(each),
                        each.text("validUntil"),
                        each.flag("authority") ? "yes" : "no",
                        each.text("subject"),
                        each.text("issuer")));
        out.print(table);
    }

    private void showHosts(Json hosts) {
        Table table = new Table("ID", "HOST", "TYPE", "FINGERPRINT", "KNOWN");
        hosts.objects("items")
                .forEach(each -> table.row(
                        shortId(each),
                        each.text("host"),
                        each.text("keyType"),
                        each.text("fingerprint"),
                        each.flag("firstUse") ? "since first use" : "entered"));
        out.print(table);
    }

    private static String shortId(Json item) {
        String id = item.text("id");
        return id.substring(0, Math.min(ID_DIGITS, id.length()));
    }

    /** The whole of an ID that was typed in part. */
    private static String id(Json list, String begin) throws CommandException {
        List<String> found = list.objects("items").stream()
                .map(each -> each.text("id"))
                .filter(id -> id.startsWith(begin) && !begin.isEmpty())
                .toList();
        if (found.size() != 1) {
            throw new CommandException(
                    found.isEmpty() ? "There is no " + begin + "." : "More than one begins with " + begin + ".");
        }
        return found.get(0);
    }

    private static byte[] read(String file) throws CommandException {
        try {
            return Files.readAllBytes(Path.of(file));
        } catch (IOException | InvalidPathException e) {
            throw new CommandException("The file " + file + " cannot be read.", e);
        }
    }
}
