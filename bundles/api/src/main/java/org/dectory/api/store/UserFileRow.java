package org.dectory.api.store;

/**
 * A row of the list of users' files.
 *
 * @param file what is known about the file
 * @param user whose it is
 */
public record UserFileRow(UserFile file, User user) {}
