package io.dunlin.hal.pi4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.i2c.I2C;
import com.pi4j.io.i2c.I2CConfig;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProvider;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalOutputProvider;
import com.pi4j.plugin.mock.provider.i2c.MockI2CProviderImpl;
import io.dunlin.hal.Cell;
import io.dunlin.hal.Hardware;
import io.dunlin.hal.HardwareSpec;
import io.dunlin.hal.Reading;
import io.dunlin.hal.Reason;
import io.dunlin.hal.Sample;
import io.dunlin.hal.contract.ActuatorContract;
import io.dunlin.hal.contract.SensorContract;
import io.dunlin.hal.sim.ManualClock;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class Pi4jHardwareTest implements SensorContract, ActuatorContract {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "inputs", "door:17:up, motion:22",
          "outputs", "lamp:27",
          "thermometers", "temperature:tmp102@1/0x48, case:bme280@1/0x76");

  private final Context context =
      Pi4J.newContextBuilder()
          .noAutoDetect()
          .add(
              MockDigitalInputProvider.newInstance(),
              MockDigitalOutputProvider.newInstance(),
              new LoadedI2c())
          .build();

  /** Mock registers are queues; these hold enough for every read of a test. */
  private static final class LoadedI2c extends MockI2CProviderImpl {
    @Override
    public I2C create(I2CConfig config) {
      I2C i2c = super.create(config);
      if (config.device() == 0x48) {
        for (int i = 0; i < 1000; i++) {
          i2c.writeRegister(0x00, new byte[] {0x19, (byte) 0x40}); // 25.25 Cel
        }
      } else if (config.device() == 0x76) {
        i2c.writeRegister(0xD0, (byte) 0x60);
        i2c.writeRegister(0x88, new byte[] {0x70, 0x6B, 0x43, 0x67, 0x18, (byte) 0xFC});
        for (int i = 0; i < 1000; i++) {
          i2c.writeRegister(0xFA, new byte[] {0x7E, (byte) 0xED, 0x00});
        }
      }
      return i2c;
    }
  }

  @AfterEach
  void shutDown() {
    context.shutdown();
  }

  @Override
  public Hardware open() throws Exception {
    return open(SETTINGS);
  }

  private Hardware open(Map<String, String> settings) throws Exception {
    return Pi4jHardware.open(HardwareSpec.of(settings), () -> context);
  }

  @Test
  void anInputFollowsItsPin() throws Exception {
    try (Hardware hardware = open()) {
      MockDigitalInput pin = context.registry().get("door", MockDigitalInput.class);
      pin.mockState(DigitalState.HIGH);
      assertThat(hardware.sensor("door").orElseThrow().sample().value())
          .contains(Sample.of(Cell.of(true)));
      pin.mockState(DigitalState.LOW);
      assertThat(hardware.sensor("door").orElseThrow().sample().value())
          .contains(Sample.of(Cell.of(false)));
    }
  }

  @Test
  void anOutputIsLowBeforeDrivenAndAfterClosing() throws Exception {
    DigitalOutput pin;
    try (Hardware hardware = open()) {
      pin = context.registry().get("lamp", DigitalOutput.class);
      assertThat(pin.isLow()).isTrue();
      hardware.actuator("lamp").orElseThrow().drive(true);
      assertThat(pin.isHigh()).isTrue();
    }
    assertThat(pin.isLow()).isTrue();
  }

  @Test
  void thermometersConvertAsTheirDataSheetsSay() throws Exception {
    try (Hardware hardware = open()) {
      assertThat(hardware.sensor("temperature").orElseThrow().sample().value())
          .contains(Sample.of(Cell.of(2525)));
      assertThat(hardware.sensor("case").orElseThrow().sample().value())
          .contains(Sample.of(Cell.of(2508)));
    }
    assertThat(Bme280.compensated(519_888, 27_504, 26_435, -1000)).isEqualTo(2508);
  }

  @Test
  void aChipThatDoesNotAnswerIsAbsentAndNoCapability() throws Exception {
    Map<String, String> settings =
        Map.of("inputs", "door:17", "thermometers", "case:bme280@1/0x77, air:tmp102@1/0x49");
    try (Hardware hardware = open(settings)) {
      assertThat(hardware.capabilities()).containsExactly("air", "door");
      assertThat(reason(hardware.sensor("case").orElseThrow().sample()).cause())
          .isEqualTo(Reason.Cause.ABSENT);
      Reason silent = reason(hardware.sensor("air").orElseThrow().sample());
      assertThat(silent.cause()).isEqualTo(Reason.Cause.FAILED);
      assertThat(silent.detail()).contains("0x49", "0x00 gave -1 of 2 bytes");
    }
  }

  @Test
  void withoutABoardEveryReadingSaysSo() throws Exception {
    Assumptions.assumeFalse(
        Set.of("aarch64", "arm").contains(System.getProperty("os.arch")),
        "this machine may be a board");
    try (Hardware hardware = Pi4jHardware.open(HardwareSpec.of(SETTINGS), new ManualClock())) {
      assertThat(hardware.capabilities()).isEmpty();
      hardware
          .sensors()
          .forEach(sensor -> {
            Reason why = reason(sensor.sample());
            assertThat(why.cause()).isEqualTo(Reason.Cause.ABSENT);
            assertThat(why.detail()).contains("not on this machine");
          });
      assertThat(reason(hardware.actuator("lamp").orElseThrow().drive(true)).cause())
          .isEqualTo(Reason.Cause.ABSENT);
    }
  }

  @Test
  void wrongSettingsAreToldWithTheFormWanted() {
    assertThatThrownBy(() -> open(Map.of())).hasMessageContaining("hardware.inputs");
    assertThatThrownBy(() -> open(Map.of("inputs", "door")))
        .hasMessageContaining("\"door\"")
        .hasMessageContaining("door:17:up");
    assertThatThrownBy(() -> open(Map.of("outputs", "lamp:99"))).hasMessageContaining("lamp:99");
    assertThatThrownBy(() -> open(Map.of("thermometers", "t:dht22@1/0x48")))
        .hasMessageContaining("bme280");
  }

  private static Reason reason(Reading<?> reading) {
    return switch (reading) {
      case Reading.Missing<?>(Reason why) -> why;
      case Reading.Value<?>(Object value) -> throw new AssertionError("a value: " + value);
    };
  }
}
