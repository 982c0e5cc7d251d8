package org.dectory.itests.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.dectory.itests.process.Shell;
import org.dectory.testkit.fetch.Atftpd;
import org.dectory.testkit.fetch.Proftpd;
import org.dectory.testkit.fetch.Sshd;
import org.dectory.testkit.fetch.TlsIdentity;
import org.dectory.testkit.fetch.WebServer;

/**
 * A real server with the files of many users, and the tool that brings them all.
 *
 * @param server what is to be closed at the end
 * @param line what the appliance is told of it, but for its name and the users
 * @param trust the same of its keys
 * @param reference the tool that brings all files, for a shell
 */
record FileServer(AutoCloseable server, String line, String trust, String reference) {

    /** All sorts that there are. */
    static final List<String> SORTS = List.of("http", "https", "ftp", "ftpes", "sftp", "tftp");

    private static final int FILE_OCTETS = 1024;
    private static final String PASSWORD = "pass word";
    private static final String CONTENT = """
            # A user of the benchmark
            UD_Name=User %1$d
            UD_Pin=4711
            UD_SipAccount=sip%1$d
            UD_SipPassword=secret%1$d
            UD_Vip=true
            UD_SosNumber=110
            UD_ManDownNumber=112
            UD_KeyLockTime=60
            UD_PpProfileId=1
            """;

    /**
     * Where a server is set up.
     *
     * @param scratch a folder for all of it
     * @param fetched where the tool puts what it brings
     * @param first the first number
     * @param size how many users the import has
     * @param warmUp how many more there are
     */
    record Place(Path scratch, Path fetched, int first, int size, int warmUp) {

        Path users() {
            return scratch.resolve("root/users");
        }
    }

    /** Starts a server of some sort: one of {@link #SORTS}. */
    static FileServer start(String sort, Place place) throws Exception {
        fill(place);
        return switch (sort) {
            case "http", "https" -> web(place, sort.equals("https"));
            case "ftp", "ftpes" -> ftp(place, sort.equals("ftpes"));
            case "sftp" -> ssh(place);
            case "tftp" -> tftp(place);
            default -> throw new IllegalArgumentException(sort);
        };
    }

    /** Files that were written an hour ago; those to warm up with lie in a folder of their own, where the tool does not see them. */
    private static void fill(Place place) throws IOException {
        fill(place.users(), place.first(), place.size());
        fill(place.users().resolveSibling("warm"), place.first() + place.size(), place.warmUp());
        Files.createDirectories(place.fetched());
    }

    private static void fill(Path folder, int first, int size) throws IOException {
        FileTime old = FileTime.from(Instant.now().minusSeconds(3600));
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("user_common.cfg"), "UD_VoiceMailNumber=900\n");
        for (int number = first; number < first + size; number++) {
            String content = CONTENT.formatted(number);
            Path file = folder.resolve(number + ".cfg");
            Files.writeString(file, content + "#".repeat(FILE_OCTETS - content.length() - 1) + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            Files.setLastModifiedTime(file, old);
        }
    }

    private static FileServer web(Place place, boolean secure) throws Exception {
        Optional<TlsIdentity> identity = secure ? Optional.of(identity(place)) : Optional.empty();
        WebServer server = WebServer.nginx(place.scratch(), identity, "gzip off;");
        String curl = "curl --fail --silent --show-error --parallel --user 'phone:" + PASSWORD + "'"
                + identity.map(each -> " --cacert " + each.certificate()).orElse("") + " --config "
                + urls(place, server.folder() + "users/");
        return new FileServer(
                server,
                line(secure ? "https" : "http", server.folder().getPort(), "/users", "phone", PASSWORD),
                trust(identity.map(each -> each.certificate().toString()).orElse("-"), "-", "-"),
                curl);
    }

    private static FileServer ftp(Place place, boolean secure) throws Exception {
        Optional<TlsIdentity> identity = secure ? Optional.of(identity(place)) : Optional.empty();
        Proftpd server =
                new Proftpd(place.scratch(), secure ? Proftpd.Security.EXPLICIT : Proftpd.Security.NONE, identity, "");
        String tls = identity.map(each -> "set ftp:ssl-force true; set ftp:ssl-protect-data true; set ssl:ca-file "
                        + each.certificate() + "; ")
                .orElse("set ftp:ssl-allow false; ");
        String lftp = "lftp -c \"" + tls + "open -u phone,'" + PASSWORD + "' -p " + server.port()
                + " ftp://127.0.0.1; mirror --parallel=8 users " + place.fetched() + "\"";
        return new FileServer(
                server,
                line(secure ? "ftpes" : "ftp", server.port(), "/users", "phone", PASSWORD),
                trust(identity.map(each -> each.certificate().toString()).orElse("-"), "-", "-"),
                lftp);
    }

    private static FileServer ssh(Place place) throws Exception {
        Path key = place.scratch().resolve("client");
        Shell.run("ssh-keygen -q -t ed25519 -N '' -C reference -f " + key);
        Sshd server = new Sshd(
                place.scratch(),
                "ed25519",
                Files.readString(Path.of(key + ".pub")).strip(),
                "");
        String host = "[127.0.0.1]:" + server.port() + " ssh-ed25519 "
                + Base64.getEncoder().encodeToString(server.hostKey()) + "\n";
        Path known = Files.writeString(place.scratch().resolve("known_hosts"), host, StandardCharsets.US_ASCII);
        Path batch = Files.writeString(
                place.scratch().resolve("batch"), "get -r " + place.users() + "/* " + place.fetched() + "/\n");
        String sftp = "sftp -q -P " + server.port() + " -i " + key
                + " -o StrictHostKeyChecking=yes -o UserKnownHostsFile=" + known + " -b " + batch + " 127.0.0.1";
        return new FileServer(
                server,
                line(
                        "sftp",
                        server.port(),
                        place.users().toString(),
                        server.credentials().user(),
                        "-"),
                trust(
                        "-",
                        known.toString(),
                        place.scratch().resolve("authorized").toString()),
                sftp);
    }

    private static FileServer tftp(Place place) throws Exception {
        Atftpd server = new Atftpd(place.scratch());
        String curl = "curl --fail --silent --show-error --config " + urls(place, server.folder() + "users/");
        return new FileServer(server, line("tftp", server.port(), "/users", "-", "-"), trust("-", "-", "-"), curl);
    }

    private static TlsIdentity identity(Place place) throws Exception {
        return TlsIdentity.make(place.scratch().resolve("identity"), "dns:localhost,ip:127.0.0.1");
    }

    private static String line(String protocol, int port, String path, String user, String password) {
        return String.join("\t", List.of(protocol, Integer.toString(port), path, user, password));
    }

    private static String trust(String certificate, String host, String authorized) {
        return String.join("\t", List.of(certificate, host, authorized));
    }

    /** What curl is told. */
    private static Path urls(Place place, String folder) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < place.size(); i++) {
            String name = place.first() + i + ".cfg";
            lines.append("url = \"" + folder + name + "\"\noutput = \""
                    + place.fetched().resolve(name) + "\"\n");
        }
        return Files.writeString(place.scratch().resolve("urls"), lines);
    }
}
