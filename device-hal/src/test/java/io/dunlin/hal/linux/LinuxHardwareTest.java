package io.dunlin.hal.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.hal.Battery;
import io.dunlin.hal.Cell;
import io.dunlin.hal.Hardware;
import io.dunlin.hal.HardwareSpec;
import io.dunlin.hal.Reading;
import io.dunlin.hal.Sample;
import io.dunlin.hal.contract.BatteryContract;
import io.dunlin.hal.contract.SensorContract;
import io.dunlin.hal.sim.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinuxHardwareTest implements SensorContract, BatteryContract {
  @TempDir Path sysfs;

  @BeforeEach
  void kernel() throws Exception {
    write("class/power_supply/AC/type", "Mains");
    write("class/power_supply/BAT0/type", "Battery");
    write("class/power_supply/BAT0/energy_now", "10000000");
    write("class/power_supply/BAT0/energy_full", "50000000");
    write("class/thermal/thermal_zone0/temp", "48312");
  }

  @Override
  public Hardware open() throws Exception {
    return LinuxHardware.open(
        HardwareSpec.of(Map.of("sysfs", sysfs.toString())), new ManualClock());
  }

  private void write(String file, String text) throws Exception {
    Path path = sysfs.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text + "\n");
  }

  @Test
  void energyIsToldInMillijoules() throws Exception {
    try (Hardware hardware = open()) {
      Battery battery = hardware.battery().orElseThrow();
      assertThat(battery.leftMilliJoules().value()).contains(36_000_000L);
      assertThat(battery.capacityMilliJoules().value()).contains(180_000_000L);
      assertThat(hardware.sensor("cpu-temperature").orElseThrow().sample().value())
          .contains(Sample.of(Cell.of(48_312)));
    }
  }

  @Test
  void chargeTimesDesignVoltageIsEnergy() throws Exception {
    Files.delete(sysfs.resolve("class/power_supply/BAT0/energy_now"));
    write("class/power_supply/BAT0/charge_now", "1000000");
    write("class/power_supply/BAT0/voltage_min_design", "10000000");
    try (Hardware hardware = open()) {
      assertThat(hardware.battery().orElseThrow().leftMilliJoules().value()).contains(36_000_000L);
    }
  }

  @Test
  void whatTheKernelDoesNotTellIsMissing() throws Exception {
    try (Hardware hardware = open()) {
      write("class/thermal/thermal_zone0/temp", "hot");
      write("class/power_supply/BAT0/energy_now", "");
      assertThat(hardware.sensors())
          .allMatch(sensor -> sensor.sample() instanceof Reading.Missing<Sample>);
    }
  }

  @Test
  void aMachineOnMainsHasNoBattery() throws Exception {
    write("class/power_supply/BAT0/type", "USB");
    try (Hardware hardware = open()) {
      assertThat(hardware.capabilities()).containsExactly("cpu-temperature");
    }
    HardwareSpec nowhere = HardwareSpec.of(Map.of("sysfs", "/nowhere"));
    assertThatThrownBy(() -> LinuxHardware.open(nowhere, new ManualClock()))
        .hasMessageContaining("/nowhere");
  }
}
