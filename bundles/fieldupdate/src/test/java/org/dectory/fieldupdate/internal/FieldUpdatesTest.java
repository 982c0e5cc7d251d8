package org.dectory.fieldupdate.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.Fetcher;
import org.dectory.api.fieldupdate.UpdatePlan;
import org.dectory.api.store.Actor;
import org.dectory.release.Installer;
import org.dectory.release.Releases;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

@Tag("OSG-03")
class FieldUpdatesTest {

    private static final Actor HER = Actor.system("her");

    @TempDir
    Path folder;

    private final Fetchers fetchers = new Fetchers();
    private Vendor vendor;
    private Appliance appliance;
    private FieldUpdates updates;

    @BeforeEach
    void open() throws Exception {
        vendor = new Vendor(Files.createDirectory(folder.resolve("vendor")));
        appliance = new Appliance(Files.createDirectory(folder.resolve("appliance")), vendor);
        updates = new FieldUpdates(
                appliance.context(),
                always(appliance.releases, Releases.class),
                always(appliance, Installer.class),
                appliance.context().getService(appliance.context().getServiceReference(ServiceComponentRuntime.class)),
                fetchers,
                (FieldUpdateSettings) Proxy.newProxyInstance(
                        getClass().getClassLoader(),
                        new Class<?>[] {FieldUpdateSettings.class},
                        (proxy, method, arguments) -> method.getDefaultValue()));
    }

    @AfterEach
    void close() throws Exception {
        updates.close();
        appliance.close();
    }

    @Test
    void aServerThatTakesItsTimeKeepsNobodyFromWorkingWithUpdates() throws Exception {
        Path update = vendor.update(2, vendor.bundle("f", "1.0.1", "fetcher", Map.of()), vendor.other);
        ByteBuffer next = ByteBuffer.wrap(
                Files.readAllBytes(vendor.update(3, vendor.bundle("f", "1.0.2", "fetcher", Map.of()), vendor.other)));
        CountDownLatch slow = new CountDownLatch(1);
        Fetcher fetcher = request -> {
            slow.await();
            return new FetchResult.Fetched(next, "");
        };
        fetchers.add(fetcher, Map.of("service.id", 1L, "fetch.protocol", new String[] {"test"}));

        CompletionStage<UpdatePlan> fetched = updates.fetch(URI.create("test://x/v3.dup"), Optional.empty(), HER);
        long staged = version(updates.stage(update, HER));
        slow.countDown();

        assertThat(staged).isEqualTo(2);
        assertThat(version(fetched)).isEqualTo(3);
        assertThat(folder.resolve("appliance/run/updates")).isEmptyDirectory();
    }

    private static long version(CompletionStage<UpdatePlan> plan) throws Exception {
        return plan.toCompletableFuture().get(30, TimeUnit.SECONDS).version();
    }

    private static <S> ComponentServiceObjects<S> always(S service, Class<S> type) {
        return new ComponentServiceObjects<>() {
            @Override
            public S getService() {
                return type.cast(service);
            }

            @Override
            public void ungetService(S given) {}

            @Override
            public ServiceReference<S> getServiceReference() {
                throw new UnsupportedOperationException();
            }
        };
    }
}
