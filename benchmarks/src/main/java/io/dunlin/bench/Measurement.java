package io.dunlin.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One figure of ours, beside the peer's of the same run where there is a peer.
 *
 * @param name dotted words, the same in every run: {@code orset.merge.10000}
 * @param unit of ours and the peer's: {@code s}, {@code B}, {@code B/element}, {@code 1/s}, or
 *     empty for a bare number
 * @param ours finite
 * @param peer the peer's figure, or null where the figure stands alone
 * @param peerName the peer with its version or what it is; empty where there is none
 * @param goal what the project promises, or null where the figure is only shown
 */
public record Measurement(
    String name,
    String unit,
    double ours,
    @Nullable Double peer,
    String peerName,
    @Nullable Goal goal) {

  /** A promise: of the figure itself or of its ratio to the peer's, from above or from below. */
  public record Goal(Of of, Side side, double bound) {
    /** What the promise speaks of. */
    public enum Of {
      OURS,
      RATIO
    }

    /** On which side of the bound it holds. */
    public enum Side {
      AT_MOST,
      AT_LEAST
    }

    @Override
    public String toString() {
      return (of == Of.RATIO ? "ratio " : "")
          + (side == Side.AT_MOST ? "<= " : ">= ")
          + Report.number(bound);
    }
  }

  public Measurement {
    if (!Double.isFinite(ours) || (peer != null && !Double.isFinite(peer))) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s: not a number: ours %s, peer %s", name, ours, peer));
    }
  }

  public static Measurement of(String name, String unit, double ours) {
    return new Measurement(name, unit, ours, null, "", null);
  }

  public Measurement against(String peerName, double peer) {
    return new Measurement(name, unit, ours, peer, peerName, goal);
  }

  public Measurement atMost(double bound) {
    return promised(Goal.Of.OURS, Goal.Side.AT_MOST, bound);
  }

  public Measurement atLeast(double bound) {
    return promised(Goal.Of.OURS, Goal.Side.AT_LEAST, bound);
  }

  public Measurement ratioAtMost(double bound) {
    return promised(Goal.Of.RATIO, Goal.Side.AT_MOST, bound);
  }

  public Measurement ratioAtLeast(double bound) {
    return promised(Goal.Of.RATIO, Goal.Side.AT_LEAST, bound);
  }

  private Measurement promised(Goal.Of of, Goal.Side side, double bound) {
    return new Measurement(name, unit, ours, peer, peerName, new Goal(of, side, bound));
  }

  /** Ours over the peer's, or null without a peer. */
  public @Nullable Double ratio() {
    return peer == null ? null : ours / peer;
  }

  /** Whether the promise was kept, or null where there is none. */
  public @Nullable Boolean holds() {
    if (goal == null) return null;
    Double figure = goal.of() == Goal.Of.RATIO ? ratio() : Double.valueOf(ours);
    if (figure == null) throw new IllegalStateException(name + ": a ratio is promised, no peer");
    return goal.side() == Goal.Side.AT_MOST ? figure <= goal.bound() : figure >= goal.bound();
  }
}
