package io.dunlin.runtime.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A field of sensors loses nothing and comes to rest, whatever its size. */
class GridScenarioTest {
  private static final long MINUTE = 60L * 1_000_000_000;

  @Test
  void sixteenDevicesForHalfAnHour() {
    holds(16, 30);
  }

  @Test
  @Tag("nightly")
  void aHundredDevicesForAnHour() {
    holds(100, 60);
  }

  @Test
  @Tag("nightly")
  void aThousandDevicesForADay() {
    holds(1_000, 24 * 60);
  }

  private static void holds(int devices, int minutes) {
    Outcome outcome = Simulation.run(GridScenario.busy(devices, minutes * MINUTE), 1);
    assertThat(outcome.broken()).isEmpty();
    assertThat(outcome.convergedNanos()).isNotNegative();
    assertThat(outcome.unrecoverable()).isZero();
    assertThat(outcome.injected()).containsKeys("partition", "power-cut");
    // One a minute each; who is off for a while or boots late misses some.
    long due = (long) devices * minutes;
    assertThat(outcome.observations()).isBetween(due * 8 / 10, due + devices);
    assertThat(outcome.deliveries()).isGreaterThan(2 * outcome.observations());
  }

  @Test
  void aQuietFieldObservesNothing() {
    Outcome outcome = Simulation.run(GridScenario.quiet(9, 10 * MINUTE), 1);
    assertThat(outcome.broken()).isEmpty();
    assertThat(outcome.observations()).isZero();
    assertThat(outcome.bytes().sent()).isPositive();
  }
}
