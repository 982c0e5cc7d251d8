package org.dectory.rest.internal.simulator;

import java.util.TreeMap;
import org.dectory.api.simulator.SimulatedPhone;
import org.dectory.rest.internal.http.JsonObject;

/** A phone as it is answered: what is to be seen and heard on it. */
final class PhoneJson {

    private PhoneJson() {}

    static JsonObject of(SimulatedPhone phone) {
        JsonObject settings = new JsonObject();
        new TreeMap<>(phone.settings()).forEach(settings::put);
        return new JsonObject()
                .put("ipei", phone.ipei().compact())
                .put("kind", phone.kind().label())
                .put("on", phone.on())
                .put("subscribed", phone.subscribed())
                .put("attached", phone.attached())
                .put("call", phone.call())
                .put("prompt", phone.prompt())
                .put("display", phone.display())
                .put("name", phone.name())
                .put("number", phone.number())
                .put("tones", phone.tones())
                .put("redial", phone.redial())
                .put("messages", phone.messages())
                .put("directory", phone.directory())
                .put("inCharger", phone.inCharger())
                .put("silentCharging", phone.silentCharging())
                .put("rpn", phone.rpn())
                .put("received", phone.received())
                .put("callers", phone.callers())
                .put("forwarding", phone.forwarding())
                .put("locked", phone.locked())
                .put("encrypted", phone.encrypted())
                .put("settings", settings);
    }
}
