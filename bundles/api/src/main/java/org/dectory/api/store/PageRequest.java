package org.dectory.api.store;

/**
 * Which page of a list is wanted.
 *
 * @param offset how many rows to leave out, 0 or more
 * @param limit how many rows at most, 1 to 1000
 * @param sort the column to sort by; each list names its own, and an empty one means its first
 * @param descending whether the order is reversed
 * @param search text that some column must contain, any case; empty for all rows; at most 100 characters
 */
public record PageRequest(int offset, int limit, String sort, boolean descending, String search) {

    /** Most rows of a page. */
    public static final int MAX_LIMIT = 1000;

    /**
     * Checks the ranges.
     *
     * @param offset how many rows to leave out, 0 or more
     * @param limit how many rows at most, 1 to 1000
     * @param sort the column to sort by; each list names its own, and an empty one means its first
     * @param descending whether the order is reversed
     * @param search text that some column must contain, any case; empty for all rows; at most 100 characters
     * @throws IllegalArgumentException if one is left
     */
    public PageRequest {
        if (offset < 0) {
            throw new IllegalArgumentException("offset: " + offset + " (expected: 0 or more)");
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: 1 to " + MAX_LIMIT + ")");
        }
        if (search.length() > 100) {
            throw new IllegalArgumentException("search: " + search.length() + " characters (expected: at most 100)");
        }
    }

    /**
     * The first rows in the list's own order.
     *
     * @param limit how many, 1 to 1000
     * @return the request
     */
    public static PageRequest first(int limit) {
        return new PageRequest(0, limit, "", false, "");
    }
}
