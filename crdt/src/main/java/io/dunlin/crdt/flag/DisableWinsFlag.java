package io.dunlin.crdt.flag;

import io.dunlin.crdt.causal.Causal;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Knowledge;

/**
 * A flag, on at first. A disabling write that a concurrent enabling one did not see wins: the flag
 * is off while such a write is alive. Space and join O(concurrent writes). Almeida et al. 2018.
 *
 * @param dots the disabling writes that none has taken back
 * @param context the writes seen
 */
public record DisableWinsFlag(Knowledge dots, Knowledge context)
    implements Causal<DisableWinsFlag> {
  private static final DisableWinsFlag BOTTOM =
      new DisableWinsFlag(Knowledge.empty(), Knowledge.empty());

  /** The flag that nobody has touched: on. */
  public static DisableWinsFlag initial() {
    return BOTTOM;
  }

  /** The delta that turns it off; the dot must be new. */
  public DisableWinsFlag disable(Dot dot) {
    return new DisableWinsFlag(Knowledge.empty().plus(dot), dots.plus(dot));
  }

  /** The delta that takes back what is seen here, and so turns it on. */
  public DisableWinsFlag enable() {
    return new DisableWinsFlag(Knowledge.empty(), dots);
  }

  /** Is it on? */
  public boolean isOn() {
    return dots.isEmpty();
  }

  @Override
  public boolean isBottom() {
    return dots.isEmpty();
  }

  @Override
  public DisableWinsFlag bottom() {
    return BOTTOM;
  }

  @Override
  public DisableWinsFlag under(Knowledge other) {
    return new DisableWinsFlag(dots, other);
  }

  @Override
  public DisableWinsFlag only(Knowledge some) {
    return new DisableWinsFlag(dots.intersect(some), some);
  }

  @Override
  public DisableWinsFlag joinAlive(Knowledge mine, DisableWinsFlag other, Knowledge theirs) {
    return new DisableWinsFlag(Causal.joinDots(dots, mine, other.dots, theirs), mine);
  }
}
