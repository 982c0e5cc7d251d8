package org.dectory.provisioning.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.identity.UserId;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.provisioning.FileReport;
import org.dectory.api.provisioning.ImportResult;
import org.dectory.api.provisioning.ImportRun;
import org.dectory.api.provisioning.ProvisioningAdministration.Files;
import org.dectory.api.provisioning.ProvisioningService.UserLookup.Found;
import org.dectory.api.store.Change;
import org.dectory.api.store.PageRequest;
import org.dectory.api.store.StoreException;
import org.dectory.api.store.User;
import org.dectory.testkit.fetch.FakeFetcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Importing many files because an administrator wants it. */
@Tag("PRV-14")
class RunTest {

    private final ProvisioningHouse house = new ProvisioningHouse();
    private final FakeFetcher server = house.server;

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    @Tag("PRV-15")
    void importsAListOfFilesAndSaysWhatCameOfEach() {
        server.put("100.cfg", "UD_Name=Anna");
        server.put("101.cfg", "UD_Name=Bert\nUD_PpProfileId=99");
        server.put("102.cfg", "# nothing");

        ImportRun run = run("100", "101", "102", "103", "100");

        assertThat(run.total()).isEqualTo(4);
        assertThat(run.imported()).isEqualTo(2);
        assertThat(run.failed()).isEqualTo(1);
        assertThat(run.gone()).isEqualTo(1);
        assertThat(run.done()).isEqualTo(4);
        assertThat(run.actor()).isEqualTo(ProvisioningHouse.ADMIN);
        assertThat(run.left()).contains(Duration.ZERO);
        assertThat(reports(Files.ALL))
                .extracting(
                        report -> report.result().file() + " " + report.result().outcome())
                .containsExactlyInAnyOrder("102.cfg FAILED", "103.cfg GONE", "100.cfg IMPORTED", "101.cfg IMPORTED");
        assertThat(reports(Files.FAILED))
                .extracting(report -> report.result().reason())
                .containsExactly("The file holds no data");
        assertThat(reports(Files.ALL).get(3).result().messages()).hasSize(1);
    }

    @Test
    void importsAllExternalUsersOnceAndInTheNameOfWhoWantedIt() {
        makeUsers(300);
        long head = house.store.head();
        IntStream.range(0, 300).forEach(i -> server.put((1000 + i) + ".cfg", "UD_Name=New" + i));

        ImportRun run = runAll();

        assertThat(run.imported()).isEqualTo(300);
        List<Change> changes = house.store.after(head, 1000).stream()
                .filter(change -> change.kind() == Change.Kind.USER_CHANGED)
                .toList();
        Map<Optional<UserId>, Long> perUser =
                changes.stream().collect(Collectors.groupingBy(Change::user, Collectors.counting()));
        assertThat(perUser)
                .hasSize(300)
                .allSatisfy((user, count) -> assertThat(count).isEqualTo(1));
        assertThat(changes).allSatisfy(change -> assertThat(change.actor()).isEqualTo(ProvisioningHouse.ADMIN));
    }

    @Test
    void writesNothingWhenNothingIsNew() {
        makeUsers(50);
        var before = files();

        ImportRun run = runAll();

        assertThat(run.unchanged()).isEqualTo(50);
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void writesNothingForTheSameContentOfWhichTheServerTellsNoVersion() {
        server.tellNoVersions();
        makeUsers(50);
        server.put("1007.cfg", "UD_Name=New");
        var before = files();

        ImportRun run = runAll();

        assertThat(run.unchanged()).isEqualTo(49);
        assertThat(run.imported()).isEqualTo(1);
        assertThat(files())
                .containsAll(before.stream()
                        .filter(report -> !report.result().file().equals("1007.cfg"))
                        .toList());
    }

    /** Files that were written just before they were fetched have no version that could be relied upon. */
    @Test
    @Tag("PRV-03")
    void asksForTheVersionAsSoonAsTheServerTellsIt() {
        server.tellNoVersions();
        server.put("user_common.cfg", "UD_Vip=1");
        makeUsers(3);
        runAll();
        server.tellVersions();

        ImportRun adopting = runAll();
        ProvisioningHouse.get(house.service.importCommon());
        ImportRun conditional = runAll();
        ProvisioningHouse.get(house.service.importCommon());

        assertThat(adopting.unchanged()).isEqualTo(3);
        assertThat(conditional.unchanged()).isEqualTo(3);
        assertThat(lastVersionAskedFor("1001.cfg")).startsWith("v");
        assertThat(lastVersionAskedFor("user_common.cfg")).startsWith("v");
        assertThat(house.file("1001").problem()).isEmpty();
    }

    private String lastVersionAskedFor(String file) {
        return server.requests().stream()
                .filter(request -> request.uri().getPath().endsWith("/" + file))
                .reduce((first, second) -> second)
                .orElseThrow()
                .version();
    }

    private List<FileReport> files() {
        return reports(Files.ALL);
    }

    @Test
    @Tag("PRV-06")
    void givesUpWhenTheServerFailsRatherThanTheFiles() {
        makeUsers(100);
        server.breakDown();

        ImportRun run = runAll();

        assertThat(run.problem()).isEqualTo("The server fails: Server not reachable");
        assertThat(run.failed()).isBetween(20, 30);
        assertThat(run.running()).isFalse();
    }

    @Test
    void isCancelledWithoutBreakingOffWhatIsUnderWay() {
        makeUsers(100);
        house.settle();
        server.hold();
        house.service.startImport(Optional.empty(), ProvisioningHouse.ADMIN);
        await().until(() -> house.service.status().inProgress() == 6);

        assertThat(house.service.cancelRun(ProvisioningHouse.ADMIN)).isTrue();
        assertThat(house.service.lastRun().orElseThrow().running()).isTrue();
        server.goOn();

        ImportRun run = ended();
        assertThat(run.cancelled()).isTrue();
        assertThat(run.done()).isEqualTo(6);
        assertThat(house.service.cancelRun(ProvisioningHouse.ADMIN)).isFalse();
    }

    @Test
    void runsOneAtATime() {
        makeUsers(10);
        server.hold();
        house.service.startImport(Optional.empty(), ProvisioningHouse.ADMIN);

        assertThatThrownBy(() -> house.service.startImport(Optional.empty(), ProvisioningHouse.ADMIN))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("An import is in progress");
        server.goOn();
        ended();
    }

    @Test
    void endsAtOnceWhenThereIsNothingToImport() {
        house.start();

        ImportRun run = runAll();

        assertThat(run.total()).isZero();
    }

    @Test
    void refusesNamesThatNobodyCanHave() {
        assertThatThrownBy(() -> house.service.startImport(
                        Optional.of(List.of("100", "../../etc/passwd")), ProvisioningHouse.ADMIN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    @Tag("LOG-03")
    void leavesAQuarterOfTheFetchesToPeople() {
        makeUsers(100);
        server.put("9999.cfg", "UD_Name=Julian");
        house.settle();
        server.hold();
        house.service.startImport(Optional.empty(), ProvisioningHouse.ADMIN);
        await().until(() -> house.service.status().inProgress() == 6);

        var waiting = house.service.lookUp("9999", ProvisioningHouse.PATIENCE);

        await().until(() -> server.requestsFor("9999.cfg") == 1);
        server.goOn();
        assertThat(ProvisioningHouse.get(waiting)).isInstanceOf(Found.class);
        ended();
    }

    @Test
    @Tag("LOG-03")
    void servesAKnownUserAtOnceWhileAnImportWaitsForADeadServer() {
        makeUsers(100);
        User user = house.find("1007").orElseThrow();
        server.answerAlways(new FetchResult.Failed(FetchResult.Kind.UNREACHABLE, "No answer"));
        runAll();
        server.hold();
        house.service.startImport(Optional.empty(), ProvisioningHouse.ADMIN);

        var answer = house.service.lookUp("1007", Duration.ofHours(1));

        assertThat(answer.toCompletableFuture()).isCompletedWithValue(new Found(user, false));
        server.goOn();
        ended();
    }

    @Test
    @Tag("PRV-02")
    void letsTheCommonFileOfANewSourceComeFirst() {
        server.put("user_common.cfg", "UDS_UseExternalUsers=FALSE");
        server.put("100.cfg", "UD_Name=Anna");

        ImportRun run = run("100");

        assertThat(run.problem()).contains("UDS_UseExternalUsers");
        assertThat(house.find("100")).isEmpty();
        assertThat(server.requestsFor("100.cfg")).isZero();
    }

    @Test
    void remembersTheLastRunBeyondARestart() {
        ImportRun run = run("100");
        await().until(() ->
                house.store.read(view -> view.findState("provisioning.run")).isPresent());

        RunMemory memory = new RunMemory(house.store);

        assertThat(memory.last().orElseThrow())
                .usingRecursiveComparison()
                .ignoringFields("perSecond")
                .isEqualTo(run);
        assertThat(memory.reports())
                .singleElement()
                .satisfies(report -> assertThat(report.result().outcome()).isEqualTo(ImportResult.Outcome.GONE));
    }

    @Test
    void saysAfterARestartThatARunWasBrokenOff() {
        makeUsers(10);
        server.hold();
        ImportRun run = house.service.startImport(Optional.empty(), ProvisioningHouse.ADMIN);
        await().until(() -> house.service.status().inProgress() > 0);

        ImportRun remembered = new RunMemory(house.store).last().orElseThrow();

        assertThat(remembered.id()).isEqualTo(run.id());
        assertThat(remembered.total()).isEqualTo(10);
        assertThat(remembered.done()).isZero();
        assertThat(remembered.problem()).isEqualTo(Run.BROKEN_OFF);
        server.goOn();
        ended();
    }

    @Test
    void countsRunsBeyondARestart() {
        house.write(tx -> {
            tx.putState(
                    "provisioning.run",
                    "7\tACCOUNT\tadmin\ttest\t2026-01-01T00:00:00Z\t2026-01-01T00:00:00Z\t0\t0\t0\t0\t0\tfalse\t\t0");
            return true;
        });
        server.put("100.cfg", "UD_Name=Anna");

        assertThat(run("100").id()).isEqualTo(8);
    }

    @Test
    void asksAServerForNothingMoreThatIsNotTheSourceAnyMore() {
        makeUsers(100);
        house.settle();
        server.hold();
        house.service.startImport(Optional.empty(), ProvisioningHouse.ADMIN);
        await().until(() -> house.service.status().inProgress() == 6);
        int asked = server.requests().size();

        ProvisioningHouse.get(house.service.configure(Optional.empty(), Optional.empty(), ProvisioningHouse.ADMIN));
        server.goOn();

        ImportRun run = ended();
        assertThat(run.problem()).isEqualTo("The source was changed meanwhile");
        assertThat(run.done()).isEqualTo(6);
        assertThat(server.requests()).hasSize(asked);
    }

    @Test
    @Tag("PRV-03")
    void writesTheNewTimesOfUnchangedFilesTogether() {
        makeUsers(20);
        house.clock.advance(Duration.ofHours(1));
        IntStream.range(1000, 1020).forEach(number -> house.logIn(Integer.toString(number)));
        assertThat(house.file("1003").imported()).contains(house.clock.instant().minus(Duration.ofHours(1)));
        long head = house.store.head();

        house.scheduler.advance(Duration.ofMinutes(1));

        await().until(() -> IntStream.range(1000, 1020)
                .mapToObj(number -> house.file(Integer.toString(number)))
                .allMatch(file ->
                        file.imported().equals(Optional.of(house.clock.instant().minus(Duration.ofMinutes(1))))));
        assertThat(house.store.head()).isEqualTo(head);
    }

    @Test
    void saysWhichFilesAFullDiskHasNoRoomForAndImportsThemWhenThereIsRoom() {
        makeUsers(100);
        IntStream.range(0, 100).forEach(i -> server.put((1000 + i) + ".cfg", "UD_Name=New" + i));
        // At most: what is written together and fails is tried once more, each on its own.
        IntStream.range(0, 40)
                .forEach(i ->
                        house.store.failNextWrite(new StoreException("The data cannot be written: The disk is full")));

        ImportRun full = runAll();

        assertThat(full.failed()).isBetween(1, 40);
        assertThat(full.imported()).isEqualTo(100 - full.failed());
        assertThat(reports(Files.ALL)).hasSize(100);
        ImportRun again = runAll();
        assertThat(again.imported()).isEqualTo(full.failed());
        assertThat(again.unchanged()).isEqualTo(full.imported());
        assertThat(house.find("1099").orElseThrow().name()).isEqualTo("New99");
    }

    @Test
    void endsWhenTheDiskIsFullAndStaysSo() {
        makeUsers(1000);
        IntStream.range(0, 1000).forEach(i -> server.put((1000 + i) + ".cfg", "UD_Name=New" + i));
        IntStream.range(0, 10_000).forEach(i -> house.store.failNextWrite(new StoreException("The disk is full")));

        ImportRun full = runAll();

        assertThat(full.problem()).isEqualTo("The data could not be stored: The disk is full");
        assertThat(full.imported()).isZero();
        assertThat(full.failed()).isBetween(200, 900);
    }

    @Test
    void listsAFileOnceWhoseUserIsMadeLater() {
        server.put("100.cfg", "# nothing");
        run("100");
        server.put("100.cfg", "UD_Name=Anna");

        house.logIn("100");

        assertThat(reports(Files.ALL)).singleElement().satisfies(report -> {
            assertThat(report.user()).isPresent();
            assertThat(report.result().outcome()).isEqualTo(ImportResult.Outcome.IMPORTED);
        });
        assertThat(reports(Files.FAILED)).isEmpty();
    }

    @Test
    void listsAFileThatIsOfNoUseSinceItsUserIsALocalOne() {
        house.write(tx -> tx.addUser(new UserNumber("100"), Optional.empty(), "Anna", false));
        server.put("100.cfg", "UD_Name=Anna");

        ImportRun run = run("100");

        assertThat(run.failed()).isEqualTo(1);
        assertThat(reports(Files.FAILED))
                .extracting(report -> report.result().reason())
                .containsExactly("The user is a local one");
    }

    private void makeUsers(int users) {
        IntStream.range(0, users).forEach(i -> server.put((1000 + i) + ".cfg", "UD_Name=N" + i));
        run(IntStream.range(0, users).mapToObj(i -> Integer.toString(1000 + i)).toArray(String[]::new));
    }

    private ImportRun run(String... logins) {
        house.service.startImport(Optional.of(List.of(logins)), ProvisioningHouse.ADMIN);
        return ended();
    }

    private ImportRun runAll() {
        house.service.startImport(Optional.empty(), ProvisioningHouse.ADMIN);
        return ended();
    }

    private ImportRun ended() {
        await().until(() -> !house.service.lastRun().orElseThrow().running());
        return house.service.lastRun().orElseThrow();
    }

    private List<FileReport> reports(Files which) {
        return house.service.reports(which, PageRequest.first(100)).rows();
    }
}
