package org.dectory.api.radio;

import org.dectory.api.identity.HandsetKind;
import org.dectory.api.identity.Ipei;
import org.osgi.annotation.versioning.ProviderType;

/** The owner of calls that phones set up. */
@ProviderType
public interface CallHandler {

    /**
     * A phone set up a call and its digits are complete. The owner plays a tone, shows text and releases the call by the
     * commands of {@link Radio}.
     *
     * @param setup what it dialled
     */
    void setUp(CallSetup setup);

    /**
     * A call.
     *
     * @param phone the phone
     * @param call tells this call from others of the phone
     * @param kind what the handset can do
     * @param digits what was dialled: {@code 0} to {@code 9}, {@code *} and {@code #}, as they came, of any length
     * @param enBloc whether all digits came at once, dialled before the call key (EN 300 175-5, clause 9.3.1.2)
     */
    record CallSetup(Ipei phone, int call, HandsetKind kind, String digits, boolean enBloc) {}
}
