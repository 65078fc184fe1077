package io.dunlin.hal.pi4j;

import com.pi4j.io.i2c.I2C;
import io.dunlin.hal.Reading;
import io.dunlin.hal.Reason;

/**
 * Texas Instruments TMP102 (and LM75 in the same way): register 0 holds 12 bits, left-justified, of
 * 0.0625 Cel each (SBOS397, table 8). Range -55 to 150 Cel.
 */
final class Tmp102 implements ThermometerChip {
  private static final int TEMPERATURE = 0x00;

  @Override
  public Reading<Long> centiCelsius(I2C bus) {
    byte[] block = ThermometerChip.read(bus, TEMPERATURE, 2);
    int sixteenths = (short) (block[0] << 8 | (block[1] & 0xFF)) >> 4;
    if (sixteenths < -55 * 16 || sixteenths > 150 * 16) {
      return Reading.missing(Reason.Cause.MALFORMED, "TMP102 says " + sixteenths + "/16 Cel");
    }
    return Reading.of((long) Math.round(sixteenths * 6.25f));
  }
}
