package org.dectory.api.store;

import java.util.List;

/**
 * One page of a list.
 *
 * @param rows the rows of this page, in order
 * @param total how many rows the whole list has
 * @param <T> what the rows are
 */
public record Page<T>(List<T> rows, int total) {

    /**
     * Copies the rows.
     *
     * @param rows the rows of this page, in order
     * @param total how many rows the whole list has
     */
    public Page {
        rows = List.copyOf(rows);
    }
}
