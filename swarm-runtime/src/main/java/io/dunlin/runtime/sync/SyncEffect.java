package io.dunlin.runtime.sync;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.step.LogEntry;
import java.util.List;

/** What {@link SyncMachine} wants done, in order. */
public sealed interface SyncEffect {

  /** Send one packet, unreliably. */
  record Send(String address, byte[] packet) implements SyncEffect {}

  /**
   * Put entries of other devices (or our own of an earlier epoch) into the journal and give them
   * back as {@link SyncInput.Durable} or {@link SyncInput.Refused}; with neither they are asked for
   * again after 10 s.
   */
  record Append(List<LogEntry> entries) implements SyncEffect {}

  /** Somebody waits for what the journal was given: force it now, not with the next group. */
  record Commit() implements SyncEffect {}

  /**
   * A replica made itself known at an address.
   *
   * @param first this process has not met this epoch of the peer before, on any address
   */
  record Introduced(String address, ReplicaId peer, long epoch, boolean first)
      implements SyncEffect {}

  /**
   * Somebody writes under our incarnation: under {@code dot} there is what we did not write. Our
   * memory was copied while it ran, or a write we think refused was kept: begin another epoch.
   */
  record Forked(Dot dot) implements SyncEffect {}

  /** Something worth telling people. */
  record Report(Event event) implements SyncEffect {}
}
