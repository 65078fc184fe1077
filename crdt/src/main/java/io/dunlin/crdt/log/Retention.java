package io.dunlin.crdt.log;

import io.dunlin.crdt.Lattice;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What need not be kept any more, agreed by joining: observations that were retired, by their
 * origin or an operator, and those that a gateway has committed. Both only grow; neither is ever
 * taken back. Space O(logs + runs), join the same.
 *
 * @param retired nobody wants them
 * @param committed a gateway holds them durably
 */
public record Retention(Knowledge retired, Knowledge committed) implements Lattice<Retention> {
  /** Everything is to be kept. */
  public static Retention none() {
    return new Retention(Knowledge.empty(), Knowledge.empty());
  }

  /**
   * The delta that retires all of a log below a seq.
   *
   * @throws IllegalArgumentException if seq is below 2: nothing is below it
   */
  public Retention retireBelow(LogId log, long seq) {
    return new Retention(
        Knowledge.empty().plus(log, IntervalSet.of(1, seq - 1)), Knowledge.empty());
  }

  /** The delta that says that a gateway holds these. */
  public Retention commit(Knowledge dots) {
    return new Retention(Knowledge.empty(), dots);
  }

  /** May every device forget this one? */
  public boolean isRetired(Dot dot) {
    return retired.contains(dot);
  }

  /** What may be given up where room is short: retired or committed. */
  public Knowledge free() {
    return retired.join(committed);
  }

  @Override
  public Retention join(Retention other) {
    return new Retention(retired.join(other.retired), committed.join(other.committed));
  }

  /** A part for each observation retired and each committed. */
  @Override
  public Stream<Retention> decompose() {
    return Stream.concat(
        retired.decompose().map(dot -> new Retention(dot, Knowledge.empty())),
        committed.decompose().map(dot -> new Retention(Knowledge.empty(), dot)));
  }

  /** Costs O(logs + runs). */
  @Override
  public Optional<Retention> difference(Retention other) {
    Retention more = new Retention(retired.minus(other.retired), committed.minus(other.committed));
    return Optional.of(more).filter(some -> !some.equals(none()));
  }
}
