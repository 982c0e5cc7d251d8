package org.dectory.shell.internal;

import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.dectory.api.datasets.DataSetService;
import org.dectory.api.identity.DeviceId;
import org.dectory.api.identity.UserId;
import org.dectory.api.sharing.LoginLock;
import org.dectory.api.sharing.SharingService;
import org.dectory.api.sharing.SharingService.LoginType;
import org.dectory.api.store.DeviceRow;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What an operator does about logins. */
@Component(service = SharingCommands.class, configurationPid = "org.dectory.shell")
@GogoCommand(
        scope = "dectory",
        function = {"logout", "logintype", "locks", "unlock"})
public final class SharingCommands {

    private final Capabilities capabilities;

    @Activate
    public SharingCommands(@Reference Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    private SharingService sharing() throws CommandFailedException {
        return capabilities.require(SharingService.class);
    }

    private DataSetService dataSets() throws CommandFailedException {
        return capabilities.require(DataSetService.class);
    }

    @Descriptor("logs a phone out, whoever is logged in there")
    public String logout(@Descriptor("its PPN or IPEI") String phone) throws CommandFailedException {
        DeviceRow row = Records.device(dataSets(), phone);
        boolean done = Waiting.await(sharing().logout(row.device().id(), Commands.ACTOR));
        return row.device().ipei() + (done ? " is logged out\n" : ": nobody was logged in there\n");
    }

    @Descriptor("says what names a user at login")
    public String logintype() throws CommandFailedException {
        return Commands.word(sharing().loginType()) + "\n";
    }

    @Descriptor("sets what names a user at login, and logs everybody out")
    public String logintype(@Descriptor("number or login-id") String type) throws CommandFailedException {
        LoginType wanted = List.of(LoginType.values()).stream()
                .filter(each -> Commands.word(each).equals(type))
                .findFirst()
                .orElseThrow(() -> new CommandFailedException("Say number or login-id."));
        int loggedOut = Waiting.await(sharing().loginType(wanted, Commands.ACTOR));
        return type + "; logged out: " + loggedOut + "\n";
    }

    @Descriptor("lists wrong PINs that are remembered, and what they locked")
    public String locks() throws CommandFailedException {
        DataSetService dataSets = dataSets();
        Table table = new Table("PPN", "IPEI", "USER", "WRONG PINS", "STATE", "UNTIL");
        for (LoginLock lock : sharing().locks()) {
            table.row(
                    Integer.toString(lock.device().ppn()),
                    ipei(dataSets, lock.device()),
                    lock.user().map(user -> number(dataSets, user)).orElse("all"),
                    Integer.toString(lock.wrongPins()),
                    lock.locked() ? "locked" : "counting",
                    lock.until().toString());
        }
        return table.toString();
    }

    private static String ipei(DataSetService dataSets, DeviceId device) {
        return dataSets.findDevice(device)
                .map(row -> row.device().ipei().toString())
                .orElse("");
    }

    private static String number(DataSetService dataSets, UserId user) {
        return dataSets.findUser(user).map(row -> row.user().number().value()).orElse("");
    }

    @Descriptor("forgets the wrong PINs of a phone over all users")
    public String unlock(@Descriptor("its PPN or IPEI") String phone) throws CommandFailedException {
        return unlock(phone, Optional.empty());
    }

    @Descriptor("forgets the wrong PINs of a user at a phone")
    public String unlock(@Descriptor("its PPN or IPEI") String phone, @Descriptor("the user's number") String number)
            throws CommandFailedException {
        return unlock(phone, Optional.of(Records.user(dataSets(), number).user().id()));
    }

    private String unlock(String phone, Optional<UserId> user) throws CommandFailedException {
        DeviceId device = Records.device(dataSets(), phone).device().id();
        boolean done = Waiting.await(sharing().unlock(device, user, Commands.ACTOR));
        return done ? "forgotten\n" : "there was nothing to forget\n";
    }
}
