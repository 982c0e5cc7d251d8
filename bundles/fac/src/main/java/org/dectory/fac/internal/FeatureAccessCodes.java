package org.dectory.fac.internal;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.dectory.api.fac.FacAction;
import org.dectory.api.fac.FacRejectedException;
import org.dectory.api.fac.FacService;
import org.dectory.api.fac.TriggerHandler;
import org.dectory.api.radio.CallHandler;
import org.dectory.api.radio.CallRouter;
import org.dectory.api.radio.Radio;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Store;
import org.dectory.api.time.Scheduler;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** The door: where phones dial feature access codes and administrators choose them. Thread-safe. */
@Component(
        service = {FacService.class, CallHandler.class},
        configurationPid = AdminConfiguration.PID)
@Designate(ocd = FacConfig.class)
public final class FeatureAccessCodes implements FacService, CallHandler {

    private final FacActions actions = new FacActions();
    private final CodeBook book;
    private final Warnings warnings;
    private final Switchboard switchboard;

    @Activate
    public FeatureAccessCodes(
            @Reference ConfigurationAdmin admin,
            @Reference Store store,
            @Reference Radio radio,
            @Reference Scheduler scheduler,
            @Reference Clock clock,
            FacConfig config) {
        this(new AdminConfiguration(admin), store, radio, scheduler, clock, () -> FacSettings.of(config));
    }

    FeatureAccessCodes(
            FacConfiguration configuration,
            Store store,
            Radio radio,
            Scheduler scheduler,
            Clock clock,
            FacSettings.Source source) {
        book = new CodeBook(configuration, store, source);
        warnings = new Warnings(book, store);
        switchboard = new Switchboard(book, actions, store, radio, scheduler, clock);
    }

    @Modified
    void modified(FacConfig config) {
        configured(() -> FacSettings.of(config));
    }

    /** Takes a changed configuration over, or puts the last good one back. */
    void configured(FacSettings.Source source) {
        book.configured(source);
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY,
            updated = "bindAction")
    void bindAction(FacAction action, Map<String, ?> properties) {
        actions.bind(action, properties);
    }

    void unbindAction(FacAction action, Map<String, ?> properties) {
        actions.unbind(properties);
    }

    /** Bound as a way to get it: who raises alarms may itself be waiting for calls. */
    @Reference(
            service = TriggerHandler.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTriggers(ComponentServiceObjects<TriggerHandler> service) {
        switchboard.triggers().bind(service.getServiceReference(), service::getService);
    }

    void unbindTriggers(ComponentServiceObjects<TriggerHandler> service) {
        switchboard.triggers().unbind(service.getServiceReference());
    }

    /** Bound as a way to get it, likewise. */
    @Reference(
            service = CallRouter.class,
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindRouter(ComponentServiceObjects<CallRouter> service) {
        switchboard.router().bind(service.getServiceReference(), service::getService);
    }

    void unbindRouter(ComponentServiceObjects<CallRouter> service) {
        switchboard.router().unbind(service.getServiceReference());
    }

    /** The way of calls, for tests that bring their own services. */
    Switchboard switchboard() {
        return switchboard;
    }

    @Override
    public String number() {
        return book.settings().plan().number();
    }

    @Override
    public List<FacEntry> entries() {
        SortedMap<String, String> codes = book.settings().plan().codes();
        SortedSet<String> names = new TreeSet<>(codes.keySet());
        names.addAll(actions.names());
        return names.stream()
                .map(name -> entry(name, codes.getOrDefault(name, "")))
                .toList();
    }

    private FacEntry entry(String name, String code) {
        return actions.find(name)
                .map(offer -> new FacEntry(
                        name,
                        offer.title(),
                        code,
                        offer.rest(),
                        offer.critical(),
                        true,
                        Strength.of(offer.critical(), code)))
                .orElseGet(() -> new FacEntry(name, name, code, "", false, false, Strength.NONE));
    }

    @Override
    public void configure(String number, Map<String, String> codes, Actor actor) throws FacRejectedException {
        book.configure(number, codes, actor);
    }

    @Override
    public Map<String, String> triggers() {
        return book.settings().plan().triggers();
    }

    @Override
    public void configureTriggers(Map<String, String> triggers, Actor actor) throws FacRejectedException {
        book.configureTriggers(triggers, actor);
    }

    @Override
    public List<String> warnings() {
        return warnings.now(entries());
    }

    @Override
    public void setUp(CallSetup setup) {
        switchboard.setUp(setup);
    }
}
