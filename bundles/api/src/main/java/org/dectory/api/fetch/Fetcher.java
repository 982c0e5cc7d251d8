package org.dectory.api.fetch;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Brings files by one protocol or a few. Register it as a service with {@link FetchProtocol}; the highest ranking of each
 * protocol is used.
 *
 * <p>A fetcher knows its protocol and no rules: it does not read the content, does not retry, and decides nothing.
 * Thread-safe; many calls run at once.
 */
@ConsumerType
public interface Fetcher {

    /**
     * Brings one file. Blocks until it is there or the request's time is over; safe to repeat.
     *
     * @param request what to bring
     * @return what came of it; a failure of the network or the server is a {@link FetchResult}, never an exception
     * @throws InterruptedException if the calling thread is interrupted; the connection is then closed
     */
    FetchResult fetch(FetchRequest request) throws InterruptedException;
}
