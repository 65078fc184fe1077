package io.dunlin.crdt.flag;

import io.dunlin.crdt.causal.Causal;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Knowledge;

/**
 * A flag, off at first. An enabling write that a concurrent disabling one did not see wins: the
 * flag is on while such a write is alive. Space and join O(concurrent writes). Almeida et al. 2018.
 *
 * @param dots the enabling writes that none has taken back
 * @param context the writes seen
 */
public record EnableWinsFlag(Knowledge dots, Knowledge context) implements Causal<EnableWinsFlag> {
  private static final EnableWinsFlag BOTTOM =
      new EnableWinsFlag(Knowledge.empty(), Knowledge.empty());

  /** The flag that nobody has touched: off. */
  public static EnableWinsFlag initial() {
    return BOTTOM;
  }

  /** The delta that turns it on; the dot must be new. */
  public EnableWinsFlag enable(Dot dot) {
    return new EnableWinsFlag(Knowledge.empty().plus(dot), dots.plus(dot));
  }

  /** The delta that takes back what is seen here, and so turns it off. */
  public EnableWinsFlag disable() {
    return new EnableWinsFlag(Knowledge.empty(), dots);
  }

  /** Is it on? */
  public boolean isOn() {
    return !dots.isEmpty();
  }

  @Override
  public boolean isBottom() {
    return dots.isEmpty();
  }

  @Override
  public EnableWinsFlag bottom() {
    return BOTTOM;
  }

  @Override
  public EnableWinsFlag under(Knowledge other) {
    return new EnableWinsFlag(dots, other);
  }

  @Override
  public EnableWinsFlag only(Knowledge some) {
    return new EnableWinsFlag(dots.intersect(some), some);
  }

  @Override
  public EnableWinsFlag joinAlive(Knowledge mine, EnableWinsFlag other, Knowledge theirs) {
    return new EnableWinsFlag(Causal.joinDots(dots, mine, other.dots, theirs), mine);
  }
}
