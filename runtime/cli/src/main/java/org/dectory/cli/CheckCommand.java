package org.dectory.cli;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dectory.cfg.FileKind;
import org.dectory.cfg.Finding;

/**
 * Says what an import of files would do, without an appliance (CFG-05): an administrator's linter.
 *
 * <p>Its status is 0 if nothing is in error, 1 if something is, and 2 if a file cannot be read.
 */
final class CheckCommand implements Command {

    private final PrintStream out;
    private final PrintStream complaints;

    CheckCommand(PrintStream out, PrintStream complaints) {
        this.out = out;
        this.complaints = complaints;
    }

    @Override
    public int run(Place place, List<String> arguments) throws CommandException {
        CheckRequest request = CheckRequest.of(arguments);
        CfgFiles reader = new CfgFiles();
        List<CheckedFile> files = reader.read(request);
        NameCheck names = new NameCheck(request.byLoginId());
        files.forEach(names::check);
        if (request.json()) {
            out.println(json(files, merged(files, request)));
        } else {
            print(files, merged(files, request));
        }
        reader.unreadable().forEach(sentence -> complaints.println("dectory: " + printable(sentence)));
        if (!reader.unreadable().isEmpty()) {
            return Main.NOT_UNDERSTOOD;
        }
        return files.stream().anyMatch(file -> file.errors() > 0) ? Main.NOT_DONE : Main.DONE;
    }

    private void print(List<CheckedFile> files, Map<CheckedFile, MergedFile> merged) {
        files.forEach(this::print);
        merged.forEach(this::print);
        out.println(counted(files.size(), "file") + ", "
                + counted(files.stream().mapToInt(CheckedFile::errors).sum(), "error") + ", "
                + counted(files.stream().mapToInt(CheckedFile::warnings).sum(), "warning"));
    }

    private void print(CheckedFile file) {
        List<Finding> findings = file.findings();
        findings.forEach(finding -> out.println(printable(file.path() + ":" + finding)));
        long told = findings.stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .count();
        if (told < file.errors()) {
            out.println(printable(file.path()) + ": and " + counted(file.errors() - (int) told, "error") + " more");
        }
    }

    private void print(CheckedFile file, MergedFile merged) {
        out.println(printable(file.path()) + " comes to:");
        Table table = new Table("KEY", "VALUE", "ORIGIN");
        merged.values().forEach(value -> table.row(value.key(), value.value(), value.origin()));
        out.print(table);
    }

    /** Of every user's file that can be applied, what it comes to beside the common file; nothing if nobody asked. */
    private static Map<CheckedFile, MergedFile> merged(List<CheckedFile> files, CheckRequest request) {
        if (!request.merged()) {
            return Map.of();
        }
        Optional<CheckedFile> common =
                files.stream().filter(file -> file.kind() == FileKind.COMMON).findFirst();
        Map<CheckedFile, MergedFile> merged = new LinkedHashMap<>();
        files.stream()
                .filter(file -> file.kind() == FileKind.USER && file.data().isPresent())
                .forEach(file -> merged.put(file, new MergedFile(file, common, request.byLoginId())));
        return merged;
    }

    private static String json(List<CheckedFile> files, Map<CheckedFile, MergedFile> merged) throws CommandException {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("files", files.stream().map(file -> members(file, merged)).toList());
        answer.put("errors", files.stream().mapToInt(CheckedFile::errors).sum());
        answer.put("warnings", files.stream().mapToInt(CheckedFile::warnings).sum());
        try {
            return JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT).asString(answer);
        } catch (IOException e) {
            throw new CommandException("The answer cannot be written.", e);
        }
    }

    private static Map<String, Object> members(CheckedFile file, Map<CheckedFile, MergedFile> merged) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("file", file.path());
        members.put("kind", file.kind().name().toLowerCase(Locale.ROOT));
        members.put("applied", file.data().isPresent());
        members.put("errors", file.errors());
        members.put(
                "findings", file.findings().stream().map(CheckCommand::members).toList());
        MergedFile comesTo = merged.get(file);
        if (comesTo != null) {
            members.put(
                    "merged",
                    comesTo.values().stream().map(CheckCommand::members).toList());
        }
        return members;
    }

    private static Map<String, Object> members(Finding finding) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("line", finding.line());
        members.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
        members.put("text", finding.text());
        return members;
    }

    private static Map<String, Object> members(MergedFile.Value value) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("key", value.key());
        members.put("value", value.value());
        members.put("origin", value.origin());
        return members;
    }

    private static String counted(int number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /** The name of a file may hold what moves a cursor. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
