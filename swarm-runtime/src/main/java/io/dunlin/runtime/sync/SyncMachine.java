package io.dunlin.runtime.sync;

import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.runtime.step.Machine;
import java.util.List;
import java.util.SplittableRandom;

/** Keeps this replica and its neighbours equal. */
public final class SyncMachine implements Machine<SyncInput, SyncEffect> {
  private Knowledge seen;

  /**
   * @param seen what the journal holds and held, as recovered
   * @param random forked for this machine alone
   */
  public SyncMachine(
      SyncSettings settings, Knowledge seen, EntrySource source, SplittableRandom random) {
    this.seen = seen;
  }

  @Override
  public List<SyncEffect> step(SyncInput input, long nowNanos) {
    return List.of();
  }

  /** What is seen and durable. */
  public Knowledge knowledge() {
    return seen;
  }

  /** Bytes and packets by cause so far. */
  public SyncCounters counters() {
    return new SyncCounters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  /** How it stands with each peer met, ordered by id. */
  public List<PeerView> peers() {
    return List.of();
  }

  /** When the next Tick has something to do; a Tick before does no harm. */
  public long dueNanos() {
    return Long.MAX_VALUE;
  }
}
