package org.dectory.webconsole.internal;

import java.util.List;
import org.dectory.api.trust.TrustAdministration;
import org.dectory.api.valuekeys.ValueKey;
import org.dectory.api.valuekeys.ValueKeys;

/** What the overview tells of keys: whom the appliance believes, and how values of files are encrypted for it. */
final class TrustRows {

    private static final int SHOWN = 20;

    private final Table table;

    TrustRows(Table table) {
        this.table = table;
    }

    void servers(TrustAdministration service) {
        service.warnings().forEach(warning -> table.row("Warning", warning));
        List<TrustAdministration.TrustedCertificate> certificates = service.certificates();
        table.row("Certificates", Integer.toString(certificates.size()));
        certificates.stream()
                .limit(SHOWN)
                .forEach(each -> table.row(each.subject(), "until " + Table.time(each.validUntil())));
        List<TrustAdministration.KnownHost> hosts = service.hosts();
        table.row("SSH hosts", Integer.toString(hosts.size()));
        hosts.stream()
                .limit(SHOWN)
                .forEach(each -> table.row(
                        each.host(),
                        each.keyType() + " " + each.fingerprint() + (each.firstUse() ? ", taken at first use" : "")));
    }

    void valueKeys(ValueKeys service) {
        List<ValueKey> keys = service.keys();
        if (keys.isEmpty()) {
            table.row("Key", "being made");
        }
        keys.stream()
                .limit(SHOWN)
                .forEach(key -> table.folded(
                        key.current() ? "Key" : "Earlier key",
                        key.id() + ", made " + Table.time(key.created()),
                        key.publicKey()));
    }
}
