package org.dectory.fetch.ftp.internal;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.CharBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.commons.net.MalformedServerReplyException;
import org.dectory.api.fetch.FetchProtocol;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.fetch.FetchRequest.Credentials;
import org.dectory.api.fetch.FetchResult;
import org.dectory.api.fetch.FetchResult.Failed;
import org.dectory.api.fetch.FetchResult.Kind;
import org.dectory.api.fetch.FetchResult.Unchanged;
import org.dectory.api.fetch.Fetcher;
import org.dectory.api.replaceable.OwnThreads;
import org.dectory.api.replaceable.PresentServices;
import org.dectory.api.settings.ReadableSettings;
import org.dectory.api.trust.NotTrustedException;
import org.dectory.api.trust.TlsTrust;
import org.dectory.api.trust.Trust;
import org.dectory.api.trust.TrustPolicy;
import org.dectory.connections.Guard;
import org.dectory.connections.KeptConnections;
import org.dectory.fetch.ftp.internal.FtpAddress.Security;
import org.dectory.fetch.ftp.internal.Login.Belief;
import org.jspecify.annotations.Nullable;
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

/**
 * Brings files by FTP, with TLS from the start ({@code ftps}), by arrangement ({@code ftpes}) or not at all ({@code ftp}). Never
 * falls back from one to the other.
 */
@Component(service = Fetcher.class, configurationPid = "org.dectory.fetch.ftp")
@Designate(ocd = FtpSettings.class)
@FetchProtocol({"ftp", "ftpes", "ftps"})
public final class FtpFetcher implements Fetcher, AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(FtpFetcher.class);
    private static final int MOST_KEPT = 16;

    private final Clock clock;
    private final int connectMillis;
    private final PresentServices parts = new PresentServices(Map.of("trust", Trust.class));
    private final ScheduledThreadPoolExecutor timer = OwnThreads.timer(FtpFetcher.class, "fetch.ftp-idle");
    private final KeptConnections<Login, FtpConnection> connections;
    private final FolderRuns runs;
    private final Set<Guard> inProgress = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Takes what is set. */
    @Activate
    public FtpFetcher(@Reference Clock clock, FtpSettings settings) {
        this(
                clock,
                Duration.ofSeconds(readable(settings).connect_seconds()),
                Duration.ofSeconds(readable(settings).keep_seconds()));
    }

    private static FtpSettings readable(FtpSettings settings) {
        return ReadableSettings.of(FtpSettings.class, settings, logger::warn);
    }

    FtpFetcher(Clock clock, Duration connect, Duration keep) {
        this(clock, connect, keep, System::nanoTime);
    }

    FtpFetcher(Clock clock, Duration connect, Duration keep, LongSupplier nanos) {
        this.clock = clock;
        runs = new FolderRuns(timer, nanos);
        connectMillis = (int) connect.toMillis();
        connections = new KeptConnections<>(keep, MOST_KEPT, timer, Login::wipe, FtpConnection::drop);
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
        Optional<FtpAddress> address = FtpAddress.of(request.uri());
        if (address.isEmpty()) {
            return new Failed(Kind.BAD_ADDRESS, "No address of FTP");
        }
        if (request.credentials().filter(FtpFetcher::breaksLines).isPresent()) {
            return new Failed(Kind.BAD_ADDRESS, "FTP knows no accounts or passwords of several lines");
        }
        if (address.get().server().security() == Security.NONE) {
            Login login = new Login(address.get().server(), request.credentials(), Optional.empty());
            return fetch(login, Optional.empty(), address.get(), request);
        }
        Optional<Trust> trust = parts.find(Trust.class);
        if (trust.isEmpty()) {
            return new Failed(Kind.NOT_TRUSTED, "The trust bundle is missing");
        }
        TrustPolicy policy = request.trust().orElseGet(trust.get()::policy);
        // First the count: what changes while the server is judged must not be taken for the older state.
        Belief belief = new Belief(policy, trust.get().revision());
        Login login = new Login(address.get().server(), request.credentials(), Optional.of(belief));
        return fetch(login, Optional.of(trust.get().tls(policy)), address.get(), request);
    }

    private FetchResult fetch(Login login, Optional<TlsTrust> trust, FtpAddress address, FetchRequest request)
            throws InterruptedException {
        long deadline = System.nanoTime() + request.limit().toNanos();
        Optional<FolderRun> run =
                request.version().isEmpty() ? Optional.empty() : Optional.of(runs.of(login, address.folder()));
        if (run.isPresent() && run.get().holds(address.name(), request.version(), deadline)) {
            return new Unchanged();
        }
        Job job = new Job(login, address, request, deadline, run);
        Optional<FtpConnection> kept = connections.take(login);
        if (kept.isPresent()) {
            FetchResult result = fetch(kept.get(), false, job);
            boolean outlived = result instanceof Failed failed && failed.kind() == Kind.UNREACHABLE;
            if (!outlived || closed || deadline - System.nanoTime() <= 0) {
                return result;
            }
            // The server has ended it meanwhile, as it may: this says nothing about the file.
        }
        FtpConnection fresh = new FtpConnection(login.server(), new Guard(), connectMillis, trust);
        return fetch(fresh, true, job);
    }

    private static boolean breaksLines(Credentials credentials) {
        char[] password = credentials.password().chars();
        boolean breaks =
                FtpAddress.hasControls(credentials.user()) || FtpAddress.hasControls(CharBuffer.wrap(password));
        Arrays.fill(password, '\0');
        return breaks;
    }

    /**
     * A file to bring.
     *
     * @param login as whom
     * @param address where it lies
     * @param request what was asked for
     * @param deadline when all must be done, by {@link System#nanoTime()}
     * @param run the known files of its folder that are asked for just now; empty if this one is not known
     */
    private record Job(Login login, FtpAddress address, FetchRequest request, long deadline, Optional<FolderRun> run) {}

    private FetchResult fetch(FtpConnection connection, boolean fresh, Job job) throws InterruptedException {
        Guard guard = connection.guard();
        guard.begin(job.deadline());
        inProgress.add(guard);
        boolean reusable = false;
        try {
            if (closed) {
                guard.breakOff();
            }
            guard.glance();
            if (fresh) {
                connection.open(job.request().credentials());
            }
            Download.Outcome outcome = new Download(connection, job.request(), clock).bring(job.address());
            reusable = outcome.reusable();
            if (reusable && job.run().isPresent() && runs.begins(job.run().get())) {
                reusable = job.run().get().list(connection, clock, job.deadline());
            }
            return outcome.result();
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            logger.debug("Fetching {} failed", job.request().uri(), e);
            return failure(e, guard);
        } finally {
            inProgress.remove(guard);
            if (reusable) {
                connections.put(job.login().copy(), connection);
            } else {
                connection.drop();
            }
        }
    }

    private static Failed failure(IOException e, Guard guard) {
        if (e instanceof RefusedException refused) {
            return refused.failed();
        }
        if (guard.isBrokenOff()) {
            return new Failed(Kind.UNREACHABLE, "The fetcher was stopped");
        }
        if (guard.isLate()) {
            return new Failed(Kind.UNREACHABLE, "The server took too long");
        }
        if (e instanceof SSLHandshakeException) {
            return new Failed(Kind.NOT_TRUSTED, distrust(e));
        }
        if (e instanceof SSLException) {
            return new Failed(Kind.UNREACHABLE, "The server does not speak TLS as expected");
        }
        if (e instanceof MalformedServerReplyException) {
            return new Failed(Kind.SERVER_ERROR, "The server does not speak FTP");
        }
        if (e instanceof UnknownHostException) {
            return new Failed(Kind.UNREACHABLE, "Server name not found");
        }
        if (e instanceof SocketTimeoutException || e instanceof ConnectException) {
            return new Failed(Kind.UNREACHABLE, "Server not reachable");
        }
        return new Failed(Kind.UNREACHABLE, "The connection broke off");
    }

    private static String distrust(IOException e) {
        for (@Nullable Throwable each = e; each != null; each = each.getCause()) {
            if (each instanceof NotTrustedException reason) {
                return String.valueOf(reason.getMessage());
            }
        }
        return "The server and the appliance agree on no version or cipher of TLS";
    }

    /** Breaks off what is in progress. */
    @Deactivate
    @Override
    public void close() {
        closed = true;
        inProgress.forEach(Guard::breakOff);
        connections.close();
        runs.close();
        timer.shutdownNow();
    }
}
