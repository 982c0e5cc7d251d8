package org.dectory.api.fieldupdate;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dectory.api.fetch.FetchRequest;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes updates of this appliance, puts them on trial, and goes back. Thread-safe.
 *
 * <p>Stages that fail because of what was asked fail with an {@link UpdateRefusedException}; nothing has changed then.
 */
@ProviderType
public interface FieldUpdateService {

    /** The longest update, in octets. */
    long MAXIMUM_OCTETS = 256L * 1024 * 1024;

    /** The longest update that is brought from a server, in octets: it is in the memory for a moment. */
    int MAXIMUM_FETCHED = 16 * 1024 * 1024;

    /**
     * Where the appliance stands. Reads small files, never the bundles.
     *
     * @return what runs, lies ready, is on trial
     */
    UpdateStatus status();

    /**
     * Begins to take an update in as it comes, over a network for instance.
     *
     * @param actor who sends it
     * @return what takes its octets
     * @throws UpdateRefusedException if no update is taken now
     * @throws IOException if nothing can be written
     */
    Upload receive(Actor actor) throws UpdateRefusedException, IOException;

    /**
     * Takes in an update that lies on the appliance.
     *
     * @param file the update
     * @param actor who wants it
     * @return completes with what the update would change when it lies ready
     */
    CompletionStage<UpdatePlan> stage(Path file, Actor actor);

    /**
     * Brings an update from a server, by the fetcher for its protocol, and takes it in.
     *
     * @param uri where it lies, such as {@code https://updates.example/v2.dup}; without credentials; at most {@value #MAXIMUM_FETCHED} octets
     * @param credentials whom to log in as there, if anybody
     * @param actor who wants it
     * @return completes with what the update would change when it lies ready
     */
    CompletionStage<UpdatePlan> fetch(URI uri, Optional<FetchRequest.Credentials> credentials, Actor actor);

    /**
     * What the update that lies ready would change. Reads the bundles that it brings, the first time.
     *
     * @return the plan; empty if none lies ready, or one is just being taken in
     */
    Optional<UpdatePlan> staged();

    /**
     * Forgets what lies ready. The same update may be sent again.
     *
     * @param actor who wants it
     * @return completes with its version when that has been written down
     */
    CompletionStage<Long> discard(Actor actor);

    /**
     * Puts on trial what lies ready. What can be replaced while the appliance runs is; otherwise the appliance restarts.
     *
     * @param actor who wants it
     * @return completes with the plan when the trial has been written down and begins; what came of it says {@link #history}
     */
    CompletionStage<UpdatePlan> startTrial(Actor actor);

    /**
     * Keeps what is on trial before its time is over, as soon as it runs as well as what ran before, and for three seconds at least. A
     * trial for which the appliance restarts is judged by its start alone.
     *
     * @param actor who wants it
     * @return completes with its version when it is kept; fails if it is not, whatever came in between
     */
    CompletionStage<Long> keep(Actor actor);

    /**
     * Ends a trial, or without one leaves what runs for what ran before it.
     *
     * @param actor who wants it
     * @return completes with the version to which it goes back when that has been written down; {@link #status} says when it is back
     */
    CompletionStage<Long> rollBack(Actor actor);

    /**
     * What happened to updates.
     *
     * @param page which entries; {@code search} is for any part of them
     * @return the entries, the newest first unless {@code descending} turns that round
     */
    Page<UpdateEvent> history(PageRequest page);
}
