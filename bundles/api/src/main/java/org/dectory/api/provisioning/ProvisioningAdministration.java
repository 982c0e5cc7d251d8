package org.dectory.api.provisioning;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.dectory.api.identity.Secret;
import org.dectory.api.identity.UserId;
import org.dectory.api.provisioning.ProvisioningService.Source;
import org.dectory.api.store.Actor;
import org.dectory.api.store.Page;
import org.dectory.api.store.PageRequest;
import org.osgi.annotation.versioning.ProviderType;

/** What an administrator does with external users beyond {@link ProvisioningService}. Thread-safe. */
@ProviderType
public interface ProvisioningAdministration {

    /**
     * The sources that are set, whether they count or not.
     *
     * @return the sources, without passwords
     */
    Sources sources();

    /**
     * Sets the system's central provisioning server. It counts while no specific source is configured (PRV-10).
     *
     * @param source the server; empty for none
     * @param password the password; empty keeps the one there was, for the same user, server and port, unless the
     *     way there is encrypted no more
     * @param actor who sets it
     * @return completes when it is durable; fails with {@link IllegalArgumentException}, the message naming the field, if it
     *     cannot be used
     */
    CompletionStage<Void> configureCentral(Optional<Source> source, Optional<Secret> password, Actor actor);

    /**
     * Chooses between the specific source and the central one ('Configure specific source').
     *
     * @param specific whether the specific one counts
     * @param actor who chooses
     * @return completes when it is durable and applies
     */
    CompletionStage<Void> useSpecific(boolean specific, Actor actor);

    /**
     * Starts to import users' files, in the background. It takes half of the fetches at most, so that people at phones are
     * served meanwhile.
     *
     * @param logins whose files: numbers or login IDs, by the system's login type, at most {@value #MOST_LOGINS}; users who do
     *     not exist are made if their file does; empty for all external users
     * @param actor who wants it
     * @return the run, just begun
     * @throws IllegalStateException if a run is in progress, or nothing can be imported; the message is for people
     * @throws IllegalArgumentException if one of them can be no number and no login ID, or if they are too many
     */
    ImportRun startImport(Optional<List<String>> logins, Actor actor);

    /** Most files that are named for one import. */
    int MOST_LOGINS = 20_000;

    /**
     * The run in progress, or else the last one.
     *
     * @return how it stands; empty if there was none
     */
    Optional<ImportRun> lastRun();

    /**
     * Ends the run in progress. Files that are being fetched are still imported; the others are left as they are.
     *
     * @param actor who ends it
     * @return whether there was one
     */
    boolean cancelRun(Actor actor);

    /**
     * What came of the last import of each file: first of those that the last run fetched and that belong to no user, in
     * their order, then of those of users.
     *
     * @param which which files
     * @param request which page; sorted by {@code file}, {@code number}, {@code name}, {@code imported} or {@code due}
     * @return the page
     * @throws IllegalArgumentException if there is no such column
     */
    Page<FileReport> reports(Files which, PageRequest request);

    /** Which files are wanted. */
    enum Files {
        /** All. */
        ALL,
        /** Those that could not be imported. */
        FAILED,
        /** Those that are gone, while their users are kept until an administrator decides (PRV-05). */
        HELD
    }

    /**
     * Deletes users whose deletion is held. Each file is asked for once more: only a user whose file is still gone is
     * deleted, and one whose file is back is imported. Whoever is to be kept is made a local user instead, or just left as is.
     *
     * @param users whom; others than those held are left alone; empty for all who are held now
     * @param actor who decides
     * @return the run, just begun
     * @throws IllegalStateException if a run is in progress, or nothing can be fetched; the message is for people
     */
    ImportRun confirmDeletions(Optional<Set<UserId>> users, Actor actor);

    /**
     * Makes a local user an external one: the file is fetched at once, and what it says takes the place of what was entered
     * here (PRV-16). Without a usable file nothing is changed.
     *
     * @param user the user
     * @param actor who does it
     * @return completes with the result, for people; {@link ImportResult.Outcome#IMPORTED} if the user is external now
     */
    CompletionStage<ImportResult> makeExternal(UserId user, Actor actor);

    /**
     * What an administrator should know: checks that are off, a missing protocol by its name, why no new users are made, users
     * held.
     *
     * @return sentences for people; empty if all is well
     */
    List<String> warnings();

    /**
     * The sources that are set.
     *
     * @param useSpecific whether the specific one counts ('Configure specific source')
     * @param specific the specific one
     * @param central the system's central one
     */
    record Sources(boolean useSpecific, Optional<Source> specific, Optional<Source> central) {

        /**
         * The source that counts.
         *
         * @return the source, if there is one
         */
        public Optional<Source> inUse() {
            return useSpecific ? specific : central;
        }
    }
}
