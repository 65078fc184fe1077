package io.dunlin.runtime.transport;

/** How a fetch ended. */
public sealed interface FetchResult {
  /**
   * The blob is here and its SHA-256 was checked.
   *
   * @param bytes that travelled in this attempt, without what an earlier one had left; the link's
   *     throughput is bytes / nanos. 0 when all was here already
   * @param nanos from the first request to the last chunk
   */
  record Transferred(long bytes, long nanos) implements FetchResult {}

  /** The fetch was given up; what arrived stays for a later attempt. */
  record Failed(Reason reason, String detail) implements FetchResult {}

  /** The caller did not want it any more. */
  record Cancelled() implements FetchResult {}

  /** Why a fetch was given up. */
  enum Reason {
    /** The neighbour does not have the blob. */
    NOT_FOUND,
    /** The neighbour fell silent. */
    TIMEOUT,
    /** The neighbour sent what does not match, again and again. */
    CORRUPT,
    /** The local disk refused. */
    STORAGE,
    /** Too many fetches wait already. */
    BUSY,
    /** The address is not of this transport or cannot be resolved. */
    ADDRESS
  }
}
