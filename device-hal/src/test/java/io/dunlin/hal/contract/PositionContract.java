package io.dunlin.hal.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.hal.Fix;
import io.dunlin.hal.Hardware;
import io.dunlin.hal.Position;
import io.dunlin.hal.PositionSensor;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A receiver that has a fix names a place on Earth, and moves if its carrier does. */
public interface PositionContract extends HardwareContract {
  @Test
  default void fixesAreOnEarth() throws Exception {
    try (Hardware hardware = open()) {
      PositionSensor receiver = hardware.position().orElseThrow();
      int fixes = 0;
      for (int i = 0; i < 100; i++) {
        Optional<Fix> fix = receiver.fix().value();
        if (fix.isPresent()) {
          Position position = fix.get().position();
          assertThat(Position.isOnEarth(position.latitudeE7(), position.longitudeE7())).isTrue();
          fixes++;
        }
        pause();
      }
      assertThat(fixes).isPositive();
    }
  }
}
