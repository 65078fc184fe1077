package io.dunlin.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nothing that was acknowledged is lost, wherever the power is cut. */
class PowerCutTest {
  private static final int LIVES = 5;

  private record Totals(long cuts, long refusals, long storageErrors, long tornBytes) {}

  private static Totals torture(int from, int to, boolean faulty) {
    long cuts = 0;
    long refusals = 0;
    long storageErrors = 0;
    long tornBytes = 0;
    for (int seed = from; seed < to; seed++) {
      Torture torture = new Torture(seed, faulty);
      try {
        torture.run(LIVES);
      } catch (Throwable e) {
        throw new AssertionError("seed " + seed + (faulty ? ", with faults" : ""), e);
      }
      cuts += torture.cuts;
      refusals += torture.refusals;
      storageErrors += torture.storageErrors;
      tornBytes += torture.tornBytes;
    }
    return new Totals(cuts, refusals, storageErrors, tornBytes);
  }

  @Test
  void onADiskThatWorks() {
    Totals totals = torture(0, 700, false);
    assertThat(totals.cuts).isGreaterThan(1_000);
    assertThat(totals.tornBytes).isPositive();
    assertThat(totals.refusals + totals.storageErrors).isZero();
  }

  @Test
  void onADiskThatFailsNowAndThen() {
    Totals totals = torture(0, 700, true);
    assertThat(totals.cuts).isGreaterThan(500);
    assertThat(totals.refusals).isPositive();
    assertThat(totals.storageErrors).isPositive();
  }

  @Test
  @Tag("nightly")
  void manyTimes() {
    torture(1_000_000, 1_100_000, false);
    torture(1_000_000, 1_100_000, true);
  }
}
