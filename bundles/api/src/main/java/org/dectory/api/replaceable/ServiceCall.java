package org.dectory.api.replaceable;

import org.jspecify.annotations.Nullable;

/**
 * Something to do with a service.
 *
 * @param <S> the type of the service
 * @param <T> the type of the result
 * @param <X> what it throws
 */
@FunctionalInterface
public interface ServiceCall<S, T extends @Nullable Object, X extends Exception> {

    /**
     * Does it.
     *
     * @param service the service to use
     * @return the result
     * @throws X if it fails
     */
    T on(S service) throws X;
}
