package org.dectory.rest.internal.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.dectory.api.settings.SettingsChange;
import org.dectory.api.settings.SettingsRefusedException;
import org.dectory.rest.internal.http.Answer;
import org.dectory.rest.internal.http.Call;
import org.dectory.rest.internal.http.Capabilities;
import org.dectory.rest.internal.http.JsonObject;
import org.dectory.rest.internal.http.Problem;
import org.dectory.rest.internal.http.Route;
import org.dectory.rest.internal.http.Shape;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.metatype.MetaTypeService;

/**
 * The settings of every bundle, as its metatype describes them: what a bundle of somebody else can be told is here as well,
 * without a word about it in this one.
 */
public final class SettingsResource {

    /** Any bundle may have a configuration; so a bundle that is put beside its predecessor gets the same. */
    private static final String ANY_LOCATION = "?";

    private final Capabilities capabilities;
    private final Supplier<List<Bundle>> bundles;

    /**
     * Knows where settings come from.
     *
     * @param bundles those that may describe settings
     */
    public SettingsResource(Capabilities capabilities, Supplier<List<Bundle>> bundles) {
        this.capabilities = capabilities;
        this.bundles = bundles;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/settings", this::list),
                Route.get("/settings/{pid}", this::show),
                Route.put("/settings/{pid}", this::change));
    }

    /** All bundles of the framework that this class lives in. */
    public static List<Bundle> installed() {
        return List.of(FrameworkUtil.getBundle(SettingsResource.class)
                .getBundleContext()
                .getBundles());
    }

    private Map<String, SettingsPage> pages() {
        return SettingsPage.all(capabilities.require(MetaTypeService.class), bundles.get());
    }

    private SettingsPage page(Call call) {
        String pid = call.variable("pid", text -> text);
        SettingsPage page = pages().get(pid);
        if (page == null) {
            throw Problem.notFound("There are no settings of that name.");
        }
        return page;
    }

    private Answer list(Call call) {
        List<JsonObject> items = pages().values().stream()
                .map(page -> new JsonObject()
                        .put("pid", page.pid())
                        .put("title", page.title())
                        .put("description", page.description()))
                .toList();
        return Answer.ok(new JsonObject().put("items", items).put("total", items.size()));
    }

    private Answer show(Call call) {
        SettingsPage page = page(call);
        return Answer.ok(page.json(configuration(page)));
    }

    private CompletionStage<Answer> change(Call call) {
        SettingsPage page = page(call);
        Map<String, String> texts = call.body(Shape.empty().textMap("values")).textMap("values");
        SettingsChange.alone(() -> {
            Map<String, Object> values = new TreeMap<>(configuration(page));
            texts.forEach((name, text) -> values.put(name, page.parse(name, text)));
            store(page.pid(), values);
        });
        return new SettingsAudit(capabilities)
                .changed(List.of(page.pid()), call.actor())
                .thenApply(done -> Answer.ok(page.json(configuration(page))));
    }

    private void store(String pid, Map<String, Object> values) {
        try {
            admin().getConfiguration(pid, ANY_LOCATION).update(FrameworkUtil.asDictionary(values));
        } catch (SettingsRefusedException e) {
            throw Problem.invalid(e.setting(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException("The settings " + pid + " could not be stored", e);
        }
    }

    private ConfigurationAdmin admin() {
        return capabilities.require(ConfigurationAdmin.class);
    }

    private Map<String, Object> configuration(SettingsPage page) {
        try {
            Configuration configuration = admin().getConfiguration(page.pid(), ANY_LOCATION);
            Dictionary<String, Object> properties = configuration.getProperties();
            return properties == null ? Map.of() : FrameworkUtil.asMap(properties);
        } catch (IOException e) {
            throw new UncheckedIOException("The settings " + page.pid() + " could not be read", e);
        }
    }
}
