package io.dunlin.crdt.counter;

import io.dunlin.crdt.Lattice;
import io.dunlin.crdt.ReplicaId;
import java.util.stream.Stream;

/**
 * Counts upwards and downwards on every replica at once: the difference of two counters that only
 * rise. Space O(replicas), join O(replicas). Shapiro et al. 2011.
 *
 * @param ups what was added
 * @param downs what was taken away
 */
public record PNCounter(GCounter ups, GCounter downs) implements Lattice<PNCounter> {
  /** Nothing counted. */
  public static PNCounter zero() {
    return new PNCounter(GCounter.zero(), GCounter.zero());
  }

  /**
   * The delta that counts by this amount, of either sign, at this replica.
   *
   * @throws ArithmeticException if the replica's total in that direction would pass {@link
   *     Long#MAX_VALUE}
   */
  public PNCounter plus(ReplicaId self, long amount) {
    return amount >= 0
        ? new PNCounter(ups.plus(self, amount), GCounter.zero())
        : new PNCounter(GCounter.zero(), downs.plus(self, Math.negateExact(amount)));
  }

  /**
   * What was added less what was taken away.
   *
   * @throws ArithmeticException if either is beyond {@link Long#MAX_VALUE}
   */
  public long value() {
    return ups.value() - downs.value();
  }

  @Override
  public PNCounter join(PNCounter other) {
    return new PNCounter(ups.join(other.ups), downs.join(other.downs));
  }

  /** A part for each total of a replica, up or down. */
  @Override
  public Stream<PNCounter> decompose() {
    return Stream.concat(
        ups.decompose().map(up -> new PNCounter(up, GCounter.zero())),
        downs.decompose().map(down -> new PNCounter(GCounter.zero(), down)));
  }
}
