package io.dunlin.hal.pi4j;

import com.pi4j.io.i2c.I2C;
import io.dunlin.hal.Reading;
import io.dunlin.hal.ScalarSensor;

/** A thermometer on I2C, whatever its chip. */
record I2cThermometer(String name, Attached<Connected> chip) implements ScalarSensor {
  /** A chip and the bus that leads to it. */
  record Connected(I2C bus, ThermometerChip chip) {}

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
    return chip.read(connected -> connected.chip().centiCelsius(connected.bus()));
  }
}
