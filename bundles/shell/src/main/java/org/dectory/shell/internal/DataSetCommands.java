package org.dectory.shell.internal;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.dectory.api.datasets.DataSetService;
import org.dectory.api.datasets.DataSetService.DeviceChange;
import org.dectory.api.datasets.DataSetService.DeviceDraft;
import org.dectory.api.datasets.DataSetService.UserDraft;
import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.dectory.api.identity.UserNumber;
import org.dectory.api.store.Device;
import org.dectory.api.store.DeviceRow;
import org.dectory.api.store.Relation;
import org.dectory.api.store.UserRow;
import org.dectory.api.userdata.SystemData;
import org.dectory.api.userdata.SystemKey;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What an operator does about data sets. */
@Component(service = DataSetCommands.class, configurationPid = "org.dectory.shell")
@GogoCommand(
        scope = "dectory",
        function = {
            "addphone",
            "adduser",
            "addpair",
            "encrypt",
            "emergency",
            "relation",
            "local",
            "forgetpin",
            "removephone",
            "removeuser",
            "data",
            "system"
        })
public final class DataSetCommands {

    private final Capabilities capabilities;

    @Activate
    public DataSetCommands(@Reference Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    private DataSetService dataSets() throws CommandFailedException {
        return capabilities.require(DataSetService.class);
    }

    @Descriptor("makes an unbound device")
    public String addphone(@Descriptor("its IPEI, in quotes") String ipei) throws CommandFailedException {
        DeviceRow row = Waiting.await(dataSets().addDevice(device(ipei), Commands.ACTOR));
        return row.device().ipei() + " is PPN " + row.device().id().ppn() + "\n";
    }

    @Descriptor("makes an unbound user with the default PIN")
    public String adduser(@Descriptor("number") String number, @Descriptor("name, in quotes") String name)
            throws CommandFailedException {
        UserRow row = Waiting.await(dataSets().addUser(user(number, name), Commands.ACTOR));
        return number + " is UID " + row.user().id().uid() + "\n";
    }

    @Descriptor("makes a device and its user, tied together for good")
    public String addpair(
            @Descriptor("IPEI, in quotes") String ipei,
            @Descriptor("number") String number,
            @Descriptor("name, in quotes") String name)
            throws CommandFailedException {
        DeviceRow row = Waiting.await(dataSets().addPair(device(ipei), user(number, name), Commands.ACTOR));
        return row.device().ipei() + " is " + number + "'s\n";
    }

    private static DeviceDraft device(String ipei) throws CommandFailedException {
        return new DeviceDraft(read(() -> Ipei.parse(ipei)), HandsetKind.UNKNOWN, Optional.empty(), false);
    }

    private static UserDraft user(String number, String name) throws CommandFailedException {
        return new UserDraft(read(() -> new UserNumber(number)), Optional.empty(), name, Optional.empty(), Map.of());
    }

    private static <T> T read(Supplier<T> parser) throws CommandFailedException {
        try {
            return parser.get();
        } catch (IllegalArgumentException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()));
        }
    }

    @Descriptor("says whether a phone's calls are to be encrypted")
    public String encrypt(@Descriptor("the phone's PPN or IPEI") String phone, @Descriptor("on or off") String what)
            throws CommandFailedException {
        if (!what.equals("on") && !what.equals("off")) {
            throw new CommandFailedException("Say on or off.");
        }
        Device now = Records.device(dataSets(), phone).device();
        change(now, new DeviceChange(what.equals("on"), Optional.empty(), now.sosNumber(), now.manDownNumber()));
        return now.ipei() + ": encryption " + what + "\n";
    }

    @Descriptor("sets the numbers that a phone's SOS key and ManDown alarm call")
    public String emergency(
            @Descriptor("the phone's PPN or IPEI") String phone,
            @Descriptor("SOS number; '' for the system's") String sos,
            @Descriptor("ManDown number; '' for the system's") String manDown)
            throws CommandFailedException {
        Device now = Records.device(dataSets(), phone).device();
        change(now, new DeviceChange(now.encryption(), Optional.empty(), sos, manDown));
        return now.ipei() + ": SOS '" + sos + "', ManDown '" + manDown + "'\n";
    }

    private void change(Device now, DeviceChange change) throws CommandFailedException {
        Waiting.await(dataSets().changeDevice(now.id(), now.revision(), change, Commands.ACTOR));
    }

    @Descriptor("turns a fixed relation into a dynamic one or back")
    public String relation(
            @Descriptor("the phone's PPN or IPEI") String phone, @Descriptor("fixed or dynamic") String kind)
            throws CommandFailedException {
        Relation.Kind wanted = List.of(Relation.Kind.values()).stream()
                .filter(each -> Commands.word(each).equals(kind))
                .findFirst()
                .orElseThrow(() -> new CommandFailedException("Say fixed or dynamic."));
        Device device = Records.device(dataSets(), phone).device();
        Waiting.await(dataSets().changeRelation(device.id(), wanted, Commands.ACTOR));
        return device.ipei() + " is " + kind + "\n";
    }

    @Descriptor("makes an external user a local one")
    public String local(@Descriptor("the user's number") String number) throws CommandFailedException {
        Waiting.await(
                dataSets().makeLocal(Records.user(dataSets(), number).user().id(), Commands.ACTOR));
        return number + " is local\n";
    }

    @Descriptor("forgets the PIN that a user set at a phone")
    public String forgetpin(@Descriptor("the user's number") String number) throws CommandFailedException {
        boolean done = Waiting.await(dataSets()
                .forgetPhonePin(Records.user(dataSets(), number).user().id(), Commands.ACTOR));
        return done ? "forgotten\n" : "there was none\n";
    }

    @Descriptor("removes a phone from the data; who is logged in there is logged out")
    public String removephone(@Descriptor("its PPN or IPEI") String phone) throws CommandFailedException {
        Device device = Records.device(dataSets(), phone).device();
        Waiting.await(dataSets().removeDevice(device.id(), Commands.ACTOR));
        return device.ipei() + " is removed\n";
    }

    @Descriptor("removes a user; the phone in use is logged out")
    public String removeuser(@Descriptor("the user's number") String number) throws CommandFailedException {
        Waiting.await(
                dataSets().removeUser(Records.user(dataSets(), number).user().id(), Commands.ACTOR));
        return number + " is removed\n";
    }

    @Descriptor("lists what counts for a user in the end, and where it comes from")
    public String data(@Descriptor("the user's number") String number) throws CommandFailedException {
        Table table = new Table("KEY", "VALUE", "FROM");
        dataSets()
                .findEffectiveData(Records.user(dataSets(), number).user().id())
                .ifPresent(data -> data.values()
                        .forEach((key, value) -> table.row(key, value.value(), Commands.word(value.origin()))));
        return table.toString();
    }

    @Descriptor("lists the settings of the whole system")
    public String system() throws CommandFailedException {
        return text(dataSets().systemData());
    }

    @Descriptor("changes a setting of the whole system")
    public String system(
            @Descriptor("the setting") String key, @Descriptor("its value; default for the default") String value)
            throws CommandFailedException {
        SystemKey wanted =
                SystemKey.find(key).orElseThrow(() -> new CommandFailedException("There is no setting " + key + "."));
        Map<SystemKey, String> change = new EnumMap<>(SystemKey.class);
        change.put(wanted, value.equals("default") ? "" : value);
        return text(Waiting.await(dataSets().changeSystemData(change, Commands.ACTOR)));
    }

    private static String text(SystemData data) {
        Table table = new Table("SETTING", "VALUE", "SET");
        data.values().forEach((key, value) -> table.row(key.key(), value, data.isSet(key) ? "yes" : "no"));
        return table.toString();
    }
}
