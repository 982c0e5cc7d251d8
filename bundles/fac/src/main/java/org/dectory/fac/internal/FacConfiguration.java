package org.dectory.fac.internal;

import java.util.Map;

/** Where number and codes are kept. */
interface FacConfiguration {

    /**
     * Keeps number and codes; other settings stay.
     *
     * @param number the FAC number
     * @param codes the codes by action
     * @throws java.io.UncheckedIOException if they could not be written; nothing is changed then
     */
    void write(String number, Map<String, String> codes);
}
