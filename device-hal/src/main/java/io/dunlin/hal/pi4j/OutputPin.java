package io.dunlin.hal.pi4j;

import com.pi4j.io.gpio.digital.DigitalOutput;
import io.dunlin.hal.Actuator;
import io.dunlin.hal.Reading;

/** A pin that drives something; low at opening and at closing. */
record OutputPin(String name, Attached<DigitalOutput> pin) implements Actuator {
  @Override
  public Reading<Boolean> drive(boolean on) {
    return pin.read(output -> {
      output.setState(on);
      return Reading.of(output.isHigh());
    });
  }
}
