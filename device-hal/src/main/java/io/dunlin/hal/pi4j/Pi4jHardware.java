package io.dunlin.hal.pi4j;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.context.ContextBuilder;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import com.pi4j.io.i2c.I2C;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalInputProvider;
import com.pi4j.plugin.gpiod.provider.gpio.digital.GpioDDigitalOutputProvider;
import com.pi4j.plugin.linuxfs.provider.i2c.LinuxFsI2CProvider;
import io.dunlin.hal.Clock;
import io.dunlin.hal.Hardware;
import io.dunlin.hal.HardwareException;
import io.dunlin.hal.HardwareSpec;
import io.dunlin.hal.Reading;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Opens the pins and chips of a board. Settings: {@code inputs}, such as {@code door:17:up,
 * motion:22} (Broadcom numbers; optional pull resistor); {@code outputs}, such as {@code lamp:27};
 * {@code thermometers}, such as {@code temperature:tmp102@1/0x48} (chip {@code tmp102} or {@code
 * bme280}, bus, address); {@code gpioChip}, where it is not the board's first.
 *
 * <p>What cannot be opened stays as a port whose readings are missing and say why, and is left out
 * of the capabilities.
 */
public final class Pi4jHardware {
  public static final Set<String> KEYS = Set.of("inputs", "outputs", "thermometers", "gpioChip");

  private static final Pattern THERMOMETER =
      Pattern.compile("([a-z0-9][a-z0-9_-]{0,31}):(tmp102|bme280)@(\\d{1,2})/0x([0-7][0-9a-fA-F])");

  private final Attached<Context> board;
  private final Hardware.Builder hardware = Hardware.builder();

  private Pi4jHardware(Attached<Context> board) {
    this.board = board;
  }

  public static Hardware open(HardwareSpec spec, Clock clock) throws HardwareException {
    return open(spec, () -> context(spec));
  }

  static Hardware open(HardwareSpec spec, Supplier<Context> context) throws HardwareException {
    List<Pin> inputs = Pin.list(spec, "inputs");
    List<Pin> outputs = Pin.list(spec, "outputs");
    List<String> thermometers = spec.list("thermometers");
    for (String text : thermometers) {
      thermometer(text);
    }
    if (inputs.isEmpty() && outputs.isEmpty() && thermometers.isEmpty()) {
      throw new HardwareException(
          "hardware.kind names pi4j, but none of hardware.inputs, outputs, thermometers is set");
    }
    Pi4jHardware opening = new Pi4jHardware(Attached.open("board", context));
    opening.hardware.onClose(opening::shutDown);
    inputs.forEach(opening::input);
    outputs.forEach(opening::output);
    for (String text : thermometers) {
      opening.thermometer(thermometer(text));
    }
    return opening.hardware.build();
  }

  /**
   * Named providers only: nothing is searched for, so start-up is short and the same everywhere.
   */
  private static Context context(HardwareSpec spec) {
    ContextBuilder builder =
        Pi4J.newContextBuilder()
            .noAutoDetect()
            .noAutoInject()
            .disableShutdownHook()
            .add(
                GpioDDigitalInputProvider.newInstance(),
                GpioDDigitalOutputProvider.newInstance(),
                LinuxFsI2CProvider.newInstance());
    spec.text("gpioChip").ifPresent(builder::setGpioChipName);
    return builder.build();
  }

  private void input(Pin pin) {
    Attached<DigitalInput> attached =
        board.open(
            "GPIO " + pin.bcm(),
            context ->
                context.create(
                    DigitalInput.newConfigBuilder(context)
                        .id(pin.name())
                        .address(pin.bcm())
                        .pull(pull(pin.pull()))
                        .build()));
    hardware.sensor(new InputPin(pin.name(), closing(pin.name(), attached)));
  }

  private void output(Pin pin) {
    Attached<DigitalOutput> attached =
        board.open(
            "GPIO " + pin.bcm(),
            context ->
                context.create(
                    DigitalOutput.newConfigBuilder(context)
                        .id(pin.name())
                        .address(pin.bcm())
                        .initial(DigitalState.LOW)
                        .shutdown(DigitalState.LOW)
                        .build()));
    hardware.actuator(new OutputPin(pin.name(), closing(pin.name(), attached)));
  }

  private void thermometer(Matcher form) {
    String name = form.group(1);
    int bus = Integer.parseInt(form.group(3));
    int address = Integer.parseInt(form.group(4), 16);
    Attached<I2cThermometer.Connected> attached =
        board.open(
            "I2C bus %d, address 0x%02x".formatted(bus, address),
            context -> {
              I2C i2c =
                  context.create(
                      I2C.newConfigBuilder(context).id(name).bus(bus).device(address).build());
              ThermometerChip chip =
                  form.group(2).equals("tmp102") ? new Tmp102() : new Bme280(i2c);
              return new I2cThermometer.Connected(i2c, chip);
            });
    hardware.sensor(new I2cThermometer(name, closing(name, attached)));
  }

  private static Matcher thermometer(String text) throws HardwareException {
    Matcher form = THERMOMETER.matcher(text);
    if (!form.matches()) {
      throw new HardwareException(
          "hardware.thermometers names \"%s\": must be like temperature:tmp102@1/0x48, chip tmp102 or bme280"
              .formatted(text));
    }
    return form;
  }

  private <T> Attached<T> closing(String name, Attached<T> attached) {
    hardware.onClose(attached::close);
    if (!attached.isThere()) {
      hardware.unattached(name);
    }
    return attached;
  }

  private void shutDown() {
    board.read(context -> {
      context.shutdown();
      return Reading.of(true);
    });
    board.close();
  }

  private static PullResistance pull(Pin.Pull pull) {
    return switch (pull) {
      case OFF -> PullResistance.OFF;
      case UP -> PullResistance.PULL_UP;
      case DOWN -> PullResistance.PULL_DOWN;
    };
  }
}
