package org.dectory.provisioning.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.dectory.api.provisioning.FileReport;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.provisioning.ProvisioningAdministration.Files;
import org.dectory.api.sharing.SharingService.LoginType;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.Store;
import org.dectory.api.store.StoreView;
import org.dectory.api.store.UserFile;
import org.dectory.api.store.UserFileRow;

/** Lists what came of files: those of the last run that belong to no user first, then those of users, from the store. */
final class Reports {

    private final Store store;
    private final Runs runs;

    Reports(Store store, Runs runs) {
        this.store = store;
        this.runs = runs;
    }

    Page<FileReport> page(Files which, PageRequest request) {
        List<FileReport> nobodys = which == Files.HELD ? List.of() : store.read(view -> nobodys(view, which, request));
        int skipped = Math.min(request.offset(), nobodys.size());
        List<FileReport> page =
                new ArrayList<>(nobodys.subList(skipped, Math.min(nobodys.size(), skipped + request.limit())));
        int room = Math.max(1, request.limit() - page.size());
        Page<UserFileRow> stored = store.read(view -> view.userFiles(
                problem(which),
                which == Files.FAILED ? Optional.of(FileBooks.HELD) : Optional.empty(),
                new PageRequest(
                        request.offset() - skipped, room, request.sort(), request.descending(), request.search())));
        Stream<UserFileRow> rows = stored.rows().stream().limit(request.limit() - page.size());
        page.addAll(rows.map(Reports::report).toList());
        return new Page<>(page, nobodys.size() + stored.total());
    }

    /** Those who had no user when they were imported, and have none yet: the others are listed with their users. */
    private List<FileReport> nobodys(StoreView view, Files which, PageRequest request) {
        LoginType type = LoginType.of(view);
        return runs.reports().stream()
                .filter(report -> which == Files.ALL || report.result().outcome() == ImportResult.Outcome.FAILED)
                .filter(report -> matches(report, request.search()))
                .filter(report -> !isSomebodys(view, type, report.result().file()))
                .toList();
    }

    private static boolean isSomebodys(StoreView view, LoginType type, String file) {
        return Subject.ofFile(type, file)
                .flatMap(subject -> subject.find(view))
                .flatMap(user -> view.findUserFile(user.id()))
                .filter(known -> known.name().equals(file))
                .isPresent();
    }

    /** How many users are held. */
    int held() {
        return store.read(view -> view.userFiles(problem(Files.HELD), Optional.empty(), PageRequest.first(1)))
                .total();
    }

    private static Optional<String> problem(Files which) {
        return switch (which) {
            case ALL -> Optional.empty();
            case FAILED -> Optional.of("");
            case HELD -> Optional.of(FileBooks.HELD);
        };
    }

    private static boolean matches(FileReport report, String search) {
        String wanted = search.toLowerCase(Locale.ROOT);
        return report.result().file().toLowerCase(Locale.ROOT).contains(wanted)
                || report.result().reason().toLowerCase(Locale.ROOT).contains(wanted);
    }

    private static FileReport report(UserFileRow row) {
        UserFile file = row.file();
        boolean held = Disappearances.isHeld(Optional.of(file));
        ImportResult.Outcome outcome = file.problem().isEmpty()
                ? ImportResult.Outcome.IMPORTED
                : held ? ImportResult.Outcome.GONE : ImportResult.Outcome.FAILED;
        ImportResult result = new ImportResult(
                file.name(),
                file.tried().or(file::imported).orElse(row.user().created()),
                outcome,
                file.problem().orElse(""),
                file.messages());
        return new FileReport(result, Optional.of(row.user()), file.imported(), Optional.of(file.due()), held);
    }
}
