package org.dectory.api.store;

import java.util.Optional;

/**
 * A row of the list of users.
 *
 * @param user the user
 * @param relation the tie to a device, if any
 * @param device that device, if any
 */
public record UserRow(User user, Optional<Relation> relation, Optional<Device> device) {}
