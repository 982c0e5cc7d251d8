package org.dectory.shell.internal;

import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.dectory.api.valuekeys.ValueKey;
import org.dectory.api.valuekeys.ValueKeys;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What an operator does about encrypted values. */
@Component(service = ValueKeyCommands.class, configurationPid = "org.dectory.shell")
@GogoCommand(
        scope = "dectory",
        function = {"valuekeys", "valuekey", "rotatevaluekeys"})
public final class ValueKeyCommands {

    private final Capabilities capabilities;

    @Activate
    public ValueKeyCommands(@Reference Capabilities capabilities) {
        this.capabilities = capabilities;
    }

    @Descriptor("lists the keys for encrypted values, the current one first")
    public String valuekeys() throws CommandFailedException {
        Table table = new Table("ID", "CREATED", "CURRENT");
        for (ValueKey key : capabilities.require(ValueKeys.class).keys()) {
            table.row(key.id(), key.created().toString(), key.current() ? "yes" : "no");
        }
        return table.toString();
    }

    @Descriptor("shows the public key to encrypt values with")
    public String valuekey() throws CommandFailedException {
        return Waiting.await(capabilities.require(ValueKeys.class).current()).publicKey();
    }

    @Descriptor("makes a new key for encrypted values; the others go on opening what was encrypted with them")
    public String rotatevaluekeys() throws CommandFailedException {
        return Waiting.await(capabilities.require(ValueKeys.class).rotate(Commands.ACTOR))
                        .id() + "\n";
    }
}
