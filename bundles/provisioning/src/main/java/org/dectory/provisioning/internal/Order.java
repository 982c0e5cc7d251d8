package org.dectory.provisioning.internal;

import org.dectory.api.store.Actor;
import org.dectory.provisioning.internal.LiveSettings.Current;

/**
 * What is to be imported, why, and for whom.
 *
 * @param current the settings that held when it was given, with a source
 * @param subject whom the file is about
 * @param fileName what the file is called
 * @param cause why
 * @param actor in whose name data is changed
 */
record Order(Current current, Subject subject, String fileName, Cause cause, Actor actor) {

    private static final Actor SYSTEM = Actor.system("provisioning");

    /** Why a file is fetched. */
    enum Cause {
        /** Somebody logs in, or its time has come: the interval begins anew. */
        TURN,
        /** An administrator wants it: the interval goes on as it was. */
        DEMAND,
        /** An administrator has said that the user may be deleted if the file is still gone. */
        CONFIRMED,
        /** An administrator wants a local user to become an external one. */
        MADE_EXTERNAL
    }

    /** Somebody logs in, or the time of the file has come. */
    static Order turn(Current current, Subject subject) {
        return new Order(current, subject, Cause.TURN, SYSTEM);
    }

    Order(Current current, Subject subject, Cause cause, Actor actor) {
        this(current, subject, subject.fileName(), cause, actor);
    }

    /** What makes two imports the same. */
    String key() {
        // Numbers and login IDs cannot have a slash: the common file is nobody's.
        String kind = cause == Cause.CONFIRMED || cause == Cause.MADE_EXTERNAL ? "/" + cause + "/" : "/user/";
        return current.generation() + kind + fileName();
    }
}
