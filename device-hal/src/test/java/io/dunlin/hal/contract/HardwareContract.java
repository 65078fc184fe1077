package io.dunlin.hal.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.hal.Actuator;
import io.dunlin.hal.Hardware;
import io.dunlin.hal.Reading;
import io.dunlin.hal.Reason;
import io.dunlin.hal.Sensor;
import org.junit.jupiter.api.Test;

/** An opened device names what it has, and is silent once it is closed. */
public interface HardwareContract {
  /** Opens the device anew; the test closes it. */
  Hardware open() throws Exception;

  /** Lets time pass, as a device waits between two samples. */
  default void pause() {}

  @Test
  default void capabilitiesNameEveryPort() throws Exception {
    try (Hardware hardware = open()) {
      assertThat(hardware.capabilities()).isNotEmpty();
      for (Sensor sensor : hardware.sensors()) {
        assertThat(hardware.capabilities()).contains(sensor.name());
        assertThat(hardware.sensor(sensor.name())).containsSame(sensor);
      }
      for (Actuator actuator : hardware.actuators()) {
        assertThat(hardware.capabilities()).contains(actuator.name());
      }
      assertThat(hardware.camera().isPresent())
          .isEqualTo(hardware.capabilities().contains("camera"));
      assertThat(hardware.lidar().isPresent()).isEqualTo(hardware.capabilities().contains("lidar"));
    }
  }

  @Test
  default void closedHardwareIsSilentAndClosesTwice() throws Exception {
    Hardware hardware = open();
    hardware.sensors().forEach(Sensor::sample);
    hardware.close();
    hardware.close();
    hardware.sensors().forEach(sensor -> assertClosed(sensor.sample()));
    hardware.camera().ifPresent(camera -> assertClosed(camera.take()));
    hardware.lidar().ifPresent(lidar -> assertClosed(lidar.scan()));
    hardware.actuators().forEach(actuator -> assertClosed(actuator.drive(true)));
  }

  private static void assertClosed(Reading<?> reading) {
    assertThat(reading)
        .isInstanceOfSatisfying(
            Reading.Missing.class,
            missing -> assertThat(missing.why().cause()).isEqualTo(Reason.Cause.CLOSED));
  }
}
