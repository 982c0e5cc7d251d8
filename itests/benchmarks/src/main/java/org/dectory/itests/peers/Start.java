package org.dectory.itests.peers;

/**
 * One start, measured when the probe called it ready.
 *
 * @param cpuSeconds processor time, user and system, with that of the quiet which shows that it is ready
 * @param wallSeconds time until the last event of a bundle or a start level
 * @param bundles how many there are, without the probe
 */
record Start(double cpuSeconds, double wallSeconds, int bundles) {}
