package io.dunlin.hal.pi4j;

import com.pi4j.io.i2c.I2C;
import io.dunlin.hal.Reading;

/** A chip on I2C that measures temperature. One class a chip, named after it. */
interface ThermometerChip {
  /** Hundredths of a degree Celsius. May throw what Pi4J throws. */
  Reading<Long> centiCelsius(I2C bus);

  /** Reads a block of registers whole, or fails. */
  static byte[] read(I2C bus, int register, int bytes) {
    byte[] block = new byte[bytes];
    int count = bus.readRegister(register, block, 0, bytes);
    if (count != bytes) {
      throw new IllegalStateException(
          "register 0x%02x gave %d of %d bytes".formatted(register, count, bytes));
    }
    return block;
  }
}
