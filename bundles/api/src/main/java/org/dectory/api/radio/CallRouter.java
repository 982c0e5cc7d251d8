package org.dectory.api.radio;

import org.dectory.api.identity.Ipei;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Connects calls to somebody outside, such as a call server. It is optional: without one, whatever is no feature access
 * code gets the busy tone.
 *
 * <p>Both methods run in the mailbox of the phone and must not block. Thread-safe.
 */
@ConsumerType
public interface CallRouter {

    /**
     * Takes a call that a subscribed phone set up.
     *
     * @param setup the call; its digits are no feature access code
     * @return true if the router has taken the call, and will release it; false if it leads nowhere
     */
    boolean route(CallHandler.CallSetup setup);

    /**
     * Sets up a call from a phone, as if its user had dialled. A phone that is logged out can be the caller.
     *
     * @param phone the phone
     * @param number whom to call, as it is configured
     * @return true if the router sets it up; false if it leads nowhere
     */
    boolean place(Ipei phone, String number);
}
