package io.dunlin.hal.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.hal.Battery;
import io.dunlin.hal.Hardware;
import org.junit.jupiter.api.Test;

/** What is left lies between nothing and the capacity. */
public interface BatteryContract extends HardwareContract {
  @Test
  default void leftIsWithinTheCapacity() throws Exception {
    try (Hardware hardware = open()) {
      Battery battery = hardware.battery().orElseThrow();
      for (int i = 0; i < 50; i++) {
        long capacity = battery.capacityMilliJoules().value().orElseThrow();
        assertThat(capacity).isPositive();
        assertThat(battery.leftMilliJoules().value().orElseThrow()).isBetween(0L, capacity);
        pause();
      }
    }
  }
}
