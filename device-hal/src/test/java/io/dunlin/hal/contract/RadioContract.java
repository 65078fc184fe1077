package io.dunlin.hal.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.hal.Hardware;
import io.dunlin.hal.RadioFrame;
import io.dunlin.hal.RadioQuality;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A radio hears frames of plausible strength, and silence is no number. */
public interface RadioContract extends HardwareContract {
  @Test
  default void framesArePlausible() throws Exception {
    try (Hardware hardware = open()) {
      RadioQuality radio = hardware.radio().orElseThrow();
      int heard = 0;
      for (int i = 0; i < 100; i++) {
        Optional<RadioFrame> frame = radio.lastFrame().value();
        if (frame.isPresent()) {
          assertThat(frame.get().rssiDbmTenths()).isBetween(-1500, 0);
          heard++;
        }
        pause();
      }
      assertThat(heard).isPositive();
    }
  }
}
