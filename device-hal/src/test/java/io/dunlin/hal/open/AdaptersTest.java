package io.dunlin.hal.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.hal.Hardware;
import io.dunlin.hal.HardwareException;
import io.dunlin.hal.HardwareSpec;
import io.dunlin.hal.sim.ManualClock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdaptersTest {
  private static Hardware open(Map<String, String> settings) throws HardwareException {
    return Adapters.open(HardwareSpec.of(settings), new ManualClock());
  }

  @Test
  void withoutSettingsThereIsNoHardware() throws Exception {
    try (Hardware hardware = open(Map.of())) {
      assertThat(hardware.capabilities()).isEmpty();
      assertThat(hardware.sensors()).isEmpty();
    }
  }

  @Test
  void aSimulatedDeviceHasEverythingUnlessToldOtherwise() throws Exception {
    try (Hardware hardware = open(Map.of("kind", "sim"))) {
      assertThat(hardware.capabilities()).contains("battery", "gps", "lidar", "temperature");
    }
  }

  @Test
  void settingsWithoutAKindAreRefused() {
    assertThatThrownBy(() -> open(Map.of("seed", "1")))
        .isInstanceOf(HardwareException.class)
        .hasMessageContaining("hardware.kind is missing")
        .hasMessageContaining("replay");
  }

  @Test
  void hasSelects() throws Exception {
    try (Hardware hardware = open(Map.of("kind", "sim", "has", "temperature, lidar"))) {
      assertThat(hardware.capabilities()).containsExactly("lidar", "temperature");
    }
  }

  @Test
  void wrongSettingsAreNamedWithWhatIsAllowed() {
    assertThatThrownBy(() -> open(Map.of("kind", "robot")))
        .isInstanceOf(HardwareException.class)
        .hasMessageContaining("robot")
        .hasMessageContaining("sim");
    assertThatThrownBy(() -> open(Map.of("kind", "sim", "sead", "1")))
        .hasMessageContaining("hardware.sead")
        .hasMessageContaining("seed");
    assertThatThrownBy(() -> open(Map.of("kind", "sim", "seed", "one")))
        .hasMessageContaining("whole number");
    assertThatThrownBy(() -> open(Map.of("kind", "sim", "has", "smell")))
        .hasMessageContaining("temperature");
  }
}
