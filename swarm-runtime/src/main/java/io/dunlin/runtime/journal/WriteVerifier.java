package io.dunlin.runtime.journal;

/**
 * Changes whenever an unacknowledged write may have been lost (RFC 1813, section 3.3.7): at each
 * start of the process and at each storage error.
 *
 * @param epoch of this start
 * @param storageErrors failed writes and forces since then
 */
public record WriteVerifier(long epoch, int storageErrors) {}
