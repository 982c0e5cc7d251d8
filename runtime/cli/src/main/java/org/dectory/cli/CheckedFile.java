package org.dectory.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dectory.api.userdata.UserDataKey;
import org.dectory.cfg.CfgResult;
import org.dectory.cfg.FileKind;
import org.dectory.cfg.Finding;

/** A file that was read, and what was found in it: by the reader, and beside other files. Used by one thread. */
final class CheckedFile {

    private final String path;
    private final String name;
    private final FileKind kind;
    private final Optional<CfgResult.Data> data;
    private final List<Finding> findings = new ArrayList<>();
    private int errors;

    CheckedFile(String path, String name, FileKind kind, CfgResult result) {
        this.path = path;
        this.name = name;
        this.kind = kind;
        if (result instanceof CfgResult.Data read) {
            data = Optional.of(read);
            findings.addAll(read.findings());
            errors = read.errors();
        } else {
            data = Optional.empty();
            refuse(result);
        }
    }

    private void refuse(CfgResult result) {
        if (result instanceof CfgResult.NoData nothing) {
            findings.addAll(nothing.findings());
            errors = nothing.errors();
            if (kind == FileKind.USER) {
                error(1, "the file holds no data: nothing is applied");
            } else {
                warning(1, "the file holds no data: what is known stays");
            }
        } else if (result instanceof CfgResult.Unreadable unreadable) {
            error(1, unreadable.reason() + ": nothing is applied");
        }
    }

    void error(int line, String text) {
        errors++;
        findings.add(new Finding(line, Finding.Severity.ERROR, text));
    }

    void warning(int line, String text) {
        findings.add(new Finding(line, Finding.Severity.WARNING, text));
    }

    /** As it was typed. */
    String path() {
        return path;
    }

    /** The name of the file alone. */
    String name() {
        return name;
    }

    FileKind kind() {
        return kind;
    }

    /** What can be applied; empty if nothing can. */
    Optional<CfgResult.Data> data() {
        return data;
    }

    /** On which line a key is that counts; 1 if it is on none. */
    int line(UserDataKey key) {
        return data.map(CfgResult.Data::lines).orElseGet(Map::of).getOrDefault(key.key(), 1);
    }

    /** What was found, by line. */
    List<Finding> findings() {
        return findings.stream().sorted(Comparator.comparingInt(Finding::line)).toList();
    }

    /** All errors, also those of which no finding is kept. */
    int errors() {
        return errors;
    }

    int warnings() {
        return (int) findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.WARNING)
                .count();
    }
}
