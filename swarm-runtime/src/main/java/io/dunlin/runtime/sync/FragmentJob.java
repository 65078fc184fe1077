package io.dunlin.runtime.sync;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;

/** A large entry on its way to a peer: the chunks still to be sent. */
final class FragmentJob {
  /** Large entries under way to one peer at once. */
  static final int JOBS_MAX = 16;

  final Dot dot;
  IntervalSet left;

  FragmentJob(Dot dot, IntervalSet left) {
    this.dot = dot;
    this.left = left;
  }
}
