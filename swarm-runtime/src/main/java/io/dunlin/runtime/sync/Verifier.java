package io.dunlin.runtime.sync;

/**
 * A gateway's write verifier (RFC 1813, section 3.3.7): it changes whenever what was received and
 * not committed may have been lost there.
 *
 * @param epoch of the gateway's process
 * @param storageErrors of its journal and its store since then
 */
record Verifier(long epoch, long storageErrors) {

  /** Said before the other by the same process. */
  boolean isBefore(Verifier other) {
    return epoch == other.epoch && storageErrors < other.storageErrors;
  }
}
