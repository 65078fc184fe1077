package io.dunlin.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nothing that was acknowledged is lost, wherever the power is cut. */
class PowerCutTest {
  private static final int LIVES = 5;
  private static final int CHUNK = 100;

  private record Totals(
      long cuts,
      long refusals,
      long storageErrors,
      long tornBytes,
      long reclaimed,
      long slowestRecoveryNanos) {
    static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0);

    Totals plus(Totals other) {
      return new Totals(
          cuts + other.cuts,
          refusals + other.refusals,
          storageErrors + other.storageErrors,
          tornBytes + other.tornBytes,
          reclaimed + other.reclaimed,
          Math.max(slowestRecoveryNanos, other.slowestRecoveryNanos));
    }
  }

  /** Lives through seeds until the power was cut so often, several seeds at a time. */
  private static Totals torture(int firstSeed, long cuts, boolean faulty) {
    Totals totals = Totals.NONE;
    for (int seed = firstSeed; totals.cuts < cuts; seed += CHUNK) {
      totals =
          totals.plus(
              IntStream.range(seed, seed + CHUNK)
                  .parallel()
                  .mapToObj(each -> life(each, faulty))
                  .reduce(Totals.NONE, Totals::plus));
    }
    System.out.println("power cuts" + (faulty ? " with failing calls: " : ": ") + totals);
    return totals;
  }

  private static Totals life(int seed, boolean faulty) {
    Torture torture = new Torture(seed, faulty);
    try {
      torture.run(LIVES);
    } catch (Throwable e) {
      throw new AssertionError("seed " + seed + (faulty ? ", with faults" : ""), e);
    }
    return new Totals(
        torture.cuts,
        torture.refusals,
        torture.storageErrors,
        torture.tornBytes,
        torture.reclaimed,
        torture.slowestRecoveryNanos);
  }

  @Test
  void onADiskThatWorks() {
    Totals totals = torture(0, 10_000, false);
    assertThat(totals.tornBytes).isPositive();
    assertThat(totals.reclaimed).isPositive();
    assertThat(totals.refusals + totals.storageErrors).isZero();
  }

  @Test
  void onADiskThatFailsNowAndThen() {
    Totals totals = torture(0, 10_000, true);
    assertThat(totals.refusals).isPositive();
    assertThat(totals.storageErrors).isPositive();
  }

  @Test
  @Tag("nightly")
  void manyTimes() {
    torture(1_000_000, 500_000, false);
    torture(1_000_000, 500_000, true);
  }
}
