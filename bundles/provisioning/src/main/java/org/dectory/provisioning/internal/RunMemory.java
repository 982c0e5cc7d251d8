package org.dectory.provisioning.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dectory.api.provisioning.FileReport;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.provisioning.ImportRun;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers beyond a restart what came of the last import, and of those of its files that belong to no user, as many as fit in one
 * piece of state. Lines of fields that tabs part; a line that cannot be read is nobody's concern.
 */
final class RunMemory {

    private static final Logger logger = LoggerFactory.getLogger(RunMemory.class);
    private static final Actor ACTOR = Actor.system("provisioning");
    private static final String RUN = "provisioning.run";
    private static final String FILES = "provisioning.run-files";
    private static final int MOST = 65_000;

    private final Store store;
    private final Writer writer;

    RunMemory(Store store) {
        this.store = store;
        this.writer = new Writer(store);
    }

    void keep(ImportRun run, List<FileReport> reports) {
        String line = line(
                run.id(),
                run.actor().kind(),
                run.actor().name(),
                run.actor().origin(),
                run.started(),
                run.ended().orElse(run.started()),
                run.total(),
                run.imported(),
                run.unchanged(),
                run.gone(),
                run.failed(),
                run.cancelled(),
                run.problem(),
                run.perSecond(),
                run.held());
        StringBuilder files = new StringBuilder();
        for (FileReport report : reports) {
            ImportResult result = report.result();
            String next = line(result.file(), result.at(), result.outcome(), result.reason());
            if (files.length() + next.length() < MOST) {
                files.append(next).append('\n');
            }
        }
        var unused = writer.start(ACTOR, tx -> {
                    tx.putQuietState(RUN, line);
                    tx.putQuietState(FILES, files.toString());
                    return true;
                })
                .exceptionally(failure -> {
                    logger.warn("The result of an import could not be stored: {}", failure.getMessage());
                    return false;
                });
    }

    private static String line(Object... fields) {
        StringBuilder line = new StringBuilder();
        for (Object field : fields) {
            line.append(line.isEmpty() ? "" : "\t")
                    .append(String.valueOf(field).replace('\t', ' ').replace('\n', ' '));
        }
        return line.toString();
    }

    Optional<ImportRun> last() {
        return store.read(view -> view.findState(RUN)).flatMap(RunMemory::run);
    }

    private static Optional<ImportRun> run(String line) {
        String[] fields = line.split("\t", -1);
        try {
            return Optional.of(new ImportRun(
                    Long.parseLong(fields[0]),
                    new Actor(Actor.Kind.valueOf(fields[1]), fields[2], fields[3]),
                    Instant.parse(fields[4]),
                    Optional.of(Instant.parse(fields[5])),
                    Integer.parseInt(fields[6]),
                    Integer.parseInt(fields[7]),
                    Integer.parseInt(fields[8]),
                    Integer.parseInt(fields[9]),
                    // An earlier firmware counted those with who are gone.
                    fields.length > 14 ? Integer.parseInt(fields[14]) : 0,
                    Integer.parseInt(fields[10]),
                    Boolean.parseBoolean(fields[11]),
                    fields[12],
                    Double.parseDouble(fields[13]),
                    Optional.of(Duration.ZERO)));
        } catch (IllegalArgumentException | DateTimeParseException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    List<FileReport> reports() {
        List<FileReport> reports = new ArrayList<>();
        String text = store.read(view -> view.findState(FILES)).orElse("");
        for (String line : text.lines().toList()) {
            String[] fields = line.split("\t", -1);
            try {
                reports.add(new FileReport(
                        new ImportResult(
                                fields[0],
                                Instant.parse(fields[1]),
                                ImportResult.Outcome.valueOf(fields[2]),
                                fields[3],
                                List.of()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false));
            } catch (IllegalArgumentException | DateTimeParseException | ArrayIndexOutOfBoundsException e) {
                logger.debug("A line about an import cannot be read");
            }
        }
        return reports;
    }
}
