package org.dectory.api.radio;

import org.dectory.api.identity.Ipei;
import org.osgi.annotation.versioning.ProviderType;

/** The owner of emergencies. */
@ProviderType
public interface EmergencyHandler {

    /**
     * Somebody pressed the SOS key.
     *
     * @param phone the phone
     * @param rpn the base station's number
     */
    void sos(Ipei phone, int rpn);

    /**
     * A phone's sensor reports that its user is down.
     *
     * @param phone the phone
     * @param rpn the base station's number
     */
    void manDown(Ipei phone, int rpn);
}
