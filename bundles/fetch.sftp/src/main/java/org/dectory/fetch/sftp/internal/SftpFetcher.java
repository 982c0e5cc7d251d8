package org.dectory.fetch.sftp.internal;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import org.dectory.api.fetch.FetchProtocol;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Kind;
import org.dectory.api.fetch.Fetcher;
import org.dectory.api.replaceable.OwnThreads;
import org.dectory.api.replaceable.PresentServices;
import org.dectory.api.settings.ReadableSettings;
import org.dectory.api.trust.Trust;
import org.dectory.connections.KeptConnections;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings files by SFTP, logged in by password, or by the appliance's own key if the password is empty. */
@Component(service = Fetcher.class, configurationPid = "org.dectory.fetch.sftp")
@Designate(ocd = SftpSettings.class)
@FetchProtocol("sftp")
public final class SftpFetcher implements Fetcher, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(SftpFetcher.class);
    private static final int MOST_KEPT = 16;

    private final int connectMillis;
    private final Clock clock;
    private final PresentServices parts = new PresentServices(Map.of("trust", Trust.class));
    private final ExecutorService threads =
            Executors.newCachedThreadPool(OwnThreads.daemons(SftpFetcher.class, "fetch.sftp-login"));
    private final ScheduledThreadPoolExecutor timer = OwnThreads.timer(SftpFetcher.class, "fetch.sftp-time");
    private final KeptConnections<Login, SftpConnection> connections;
    private final InProgress inProgress;

    /** Takes what is set. */
    @Activate
    public SftpFetcher(@Reference Clock clock, SftpSettings settings) {
        this(clock, Settings.of(ReadableSettings.of(SftpSettings.class, settings, logger::warn)));
    }

    /**
     * What is set.
     *
     * @param connect the time for a server to take a connection
     * @param keep how long a connection is kept
     */
    record Settings(Duration connect, Duration keep) {

        static Settings of(SftpSettings settings) {
            return new Settings(
                    Duration.ofSeconds(settings.connect_seconds()), Duration.ofSeconds(settings.keep_seconds()));
        }
    }

    SftpFetcher(Clock clock, Settings settings) {
        this.clock = clock;
        connectMillis = (int) settings.connect().toMillis();
        // What comes while it is stopped needs no timer.
        timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        connections = new KeptConnections<>(settings.keep(), MOST_KEPT, timer, Login::wipe, SftpConnection::drop);
        inProgress = new InProgress(timer);
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindTrust(Trust trust) {
        parts.bind(trust);
    }

    void unbindTrust(Trust trust) {
        parts.unbind(trust);
    }

    @Override
    public FetchResult fetch(FetchRequest request) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Optional<SftpAddress> address = SftpAddress.of(request.uri());
        if (address.isEmpty()) {
            return new Failed(Kind.BAD_ADDRESS, "No address of SFTP");
        }
        if (request.credentials().isEmpty()) {
            return new Failed(Kind.ACCESS_DENIED, "SFTP needs an account");
        }
        Optional<Trust> trust = parts.find(Trust.class);
        if (trust.isEmpty()) {
            return new Failed(Kind.NOT_TRUSTED, "The trust bundle is missing");
        }
        // First the count: what changes while the server is judged must not be taken for the older state.
        long revision = trust.get().revision();
        Login login = new Login(
                address.get().server(),
                request.credentials().get(),
                request.trust().orElseGet(trust.get()::policy),
                revision);
        return fetch(login, trust.get(), address.get(), request);
    }

    private FetchResult fetch(Login login, Trust trust, SftpAddress address, FetchRequest request)
            throws InterruptedException {
        long deadline = System.nanoTime() + request.limit().toNanos();
        // What was judged before trust changed is of no use to anybody.
        connections.endIf(other -> other.revision() != login.revision());
        Optional<SftpConnection> kept = connections.take(login);
        if (kept.isPresent()) {
            FetchResult result = fetch(kept.get(), login, Optional.empty(), address, request, deadline);
            boolean outlived = result instanceof Failed failed && failed.kind() == Kind.UNREACHABLE;
            if (!outlived || inProgress.isClosed() || deadline - System.nanoTime() <= 0) {
                return result;
            }
            // The server has ended it meanwhile, as it may: this says nothing about the file.
        }
        SftpConnection fresh = new SftpConnection(login, connectMillis);
        return fetch(fresh, login, Optional.of(trust), address, request, deadline);
    }

    /** Over a connection that is open, or is opened for it. */
    private FetchResult fetch(
            SftpConnection connection,
            Login login,
            Optional<Trust> opening,
            SftpAddress address,
            FetchRequest request,
            long deadline)
            throws InterruptedException {
        boolean reusable = false;
        inProgress.add(connection, deadline);
        try {
            if (opening.isPresent()) {
                connection.open(opening.get(), threads, deadline);
            }
            connection.channel().begin(deadline);
            FetchResult result = new Download(connection.channel(), request, clock).bring(address);
            reusable = true;
            return result;
        } catch (IOException | BufferUnderflowException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            logger.debug("Fetching {} failed", request.uri(), e);
            return failure(e, deadline);
        } finally {
            inProgress.remove(connection);
            if (reusable) {
                connections.put(login.copy(), connection);
            } else {
                connection.drop();
            }
        }
    }

    private Failed failure(Exception e, long deadline) {
        if (e instanceof RefusedException refused) {
            return refused.failed();
        }
        if (e instanceof BufferUnderflowException) {
            return RefusedException.nonsense().failed();
        }
        if (inProgress.isClosed()) {
            return new Failed(Kind.UNREACHABLE, "The fetcher was stopped");
        }
        if (deadline - System.nanoTime() <= 0) {
            return new Failed(Kind.UNREACHABLE, "The server took too long");
        }
        if (e instanceof UnknownHostException) {
            return new Failed(Kind.UNREACHABLE, "Server name not found");
        }
        if (e instanceof SocketTimeoutException
                || e instanceof ConnectException
                || e instanceof NoRouteToHostException) {
            return new Failed(Kind.UNREACHABLE, "Server not reachable");
        }
        return new Failed(Kind.UNREACHABLE, "The connection broke off");
    }

    /** Breaks off what is in progress. */
    @Deactivate
    @Override
    public void close() {
        inProgress.close();
        connections.close();
        timer.shutdownNow();
        threads.shutdownNow();
    }
}
