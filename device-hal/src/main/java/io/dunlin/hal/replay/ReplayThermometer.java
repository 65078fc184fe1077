package io.dunlin.hal.replay;

import io.dunlin.hal.Reading;
import io.dunlin.hal.ScalarSensor;

/** Recorded temperatures, hundredths of a degree Celsius. */
record ReplayThermometer(Player<Long> player) implements ScalarSensor {
  @Override
  public String name() {
    return "temperature";
  }

  @Override
  public String unit() {
    return "Cel";
  }

  @Override
  public int scale() {
    return -2;
  }

  @Override
  public Reading<Long> scaled() {
    return player.next();
  }
}
