package org.dectory.fieldupdate.internal;

/** Keeps the configuration as it was before an update. */
interface Snapshots {

    /** Does nothing: there is nobody who keeps it. */
    Snapshots NONE = new Snapshots() {

        @Override
        public void take(long version) {}

        @Override
        public void restore(long version) {}

        @Override
        public void forget(long version) {}
    };

    /** Keeps it, for the update of this version. */
    void take(long version);

    /** Brings it back, if it was kept; once. */
    void restore(long version);

    /** The update is kept: what was before matters no more than any other. */
    void forget(long version);
}
