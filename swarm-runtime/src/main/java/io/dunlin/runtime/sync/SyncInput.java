package io.dunlin.runtime.sync;

import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.runtime.step.LogEntry;
import java.util.List;

/** What can happen to {@link SyncMachine}. */
public sealed interface SyncInput {

  /** Time passed. Due every 20 to 50 ms while anything is under way, else by {@code dueNanos}. */
  record Tick() implements SyncInput {}

  /**
   * A packet came in. The bytes are hostile until proven otherwise.
   *
   * @param address where an answer can be sent; a claim, not an identity
   */
  record PacketReceived(String address, byte[] packet) implements SyncInput {}

  /** Entries, own or carried, are on disk and may be offered. Any order, repeats do no harm. */
  record Durable(List<LogEntry> entries) implements SyncInput {}

  /** The journal did not take these: they were never received. Repeats do no harm. */
  record Refused(List<LogEntry> entries) implements SyncInput {}

  /** What the path to an address was measured to carry, in bytes per second, 0 if unknown. */
  record LinkRate(String address, long bytesPerSecond) implements SyncInput {}

  /**
   * A neighbour may be found at this address: beacon there from now on. Again: only the cost
   * changes.
   *
   * @param cost of a byte on this path against other paths to the same peer; the lowest is used
   */
  record PeerConfigured(String address, int cost) implements SyncInput {}

  /**
   * A gateway's store holds these for good: from the first time on, receipts are given to those who
   * send. Again when either changed.
   *
   * @param storageErrors of journal and store since this process started: the write verifier's
   *     second half, the epoch being the first
   */
  record Stored(long storageErrors, Knowledge held) implements SyncInput {}

  /** How entries may be given to gateways from now on. */
  record UploadAllowed(UploadPolicy policy) implements SyncInput {}

  /** Nobody is to be looked for at this address any longer; what its peer knows is remembered. */
  record PeerGone(String address) implements SyncInput {}
}
