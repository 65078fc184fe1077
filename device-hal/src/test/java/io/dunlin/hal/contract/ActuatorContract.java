package io.dunlin.hal.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.hal.Actuator;
import io.dunlin.hal.Hardware;
import org.junit.jupiter.api.Test;

/** A switch answers the level it was driven to. */
public interface ActuatorContract extends HardwareContract {
  @Test
  default void drivesAndAnswersItsLevel() throws Exception {
    try (Hardware hardware = open()) {
      assertThat(hardware.actuators()).isNotEmpty();
      for (Actuator actuator : hardware.actuators()) {
        assertThat(actuator.drive(true).value()).contains(true);
        assertThat(actuator.drive(false).value()).contains(false);
      }
    }
  }
}
