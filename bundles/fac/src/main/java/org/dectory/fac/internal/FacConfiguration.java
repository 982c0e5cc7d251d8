package org.dectory.fac.internal;

/** Where the settings are kept. */
interface FacConfiguration {

    /**
     * Keeps the settings.
     *
     * @param settings the settings
     * @throws java.io.UncheckedIOException if they could not be written; nothing is changed then
     */
    void write(FacSettings settings);

    /**
     * Keeps number, codes and triggers. The rest stays as it is kept, which may be newer than what is known here.
     *
     * @param settings the settings
     * @throws java.io.UncheckedIOException if they could not be written; nothing is changed then
     */
    default void writePlan(FacSettings settings) {
        write(settings);
    }
}
