package org.dectory.api.store;

import java.util.Optional;

/**
 * A row of the list of devices.
 *
 * @param device the device
 * @param relation its tie to a user, if any
 * @param user that user, if any
 */
public record DeviceRow(Device device, Optional<Relation> relation, Optional<User> user) {}
