package io.dunlin.hal.pi4j;

import com.pi4j.io.i2c.I2C;
import io.dunlin.hal.Reading;
import io.dunlin.hal.Reason;

/**
 * Bosch BME280 and BMP280, temperature only (pressure and humidity: not yet). Calibration is read
 * once, measuring runs by itself; arithmetic of the data sheet (BST-BME280-DS002, section 4.2.3).
 */
final class Bme280 implements ThermometerChip {
  private static final int CALIBRATION = 0x88;
  private static final int ID = 0xD0;
  private static final int BME280 = 0x60;
  private static final int BMP280 = 0x58;
  private static final int CONTROL = 0xF4;
  private static final int TEMPERATURE = 0xFA;

  /** Temperature once, no pressure, again and again. */
  private static final byte MEASURE = 0x23;

  /** What the temperature registers hold before the first measurement. */
  private static final int NOTHING_YET = 0x80000;

  private final int t1;
  private final int t2;
  private final int t3;

  /** Asks the chip who it is; throws if it is another. */
  Bme280(I2C bus) {
    int id = ThermometerChip.read(bus, ID, 1)[0] & 0xFF;
    if (id != BME280 && id != BMP280) {
      throw new IllegalStateException("the chip says id 0x%02x, not BME280".formatted(id));
    }
    byte[] trim = ThermometerChip.read(bus, CALIBRATION, 6);
    t1 = (trim[0] & 0xFF) | (trim[1] & 0xFF) << 8;
    t2 = (trim[2] & 0xFF) | trim[3] << 8;
    t3 = (trim[4] & 0xFF) | trim[5] << 8;
    bus.writeRegister(CONTROL, MEASURE);
  }

  @Override
  public Reading<Long> centiCelsius(I2C bus) {
    byte[] block = ThermometerChip.read(bus, TEMPERATURE, 3);
    int raw = (block[0] & 0xFF) << 12 | (block[1] & 0xFF) << 4 | (block[2] & 0xFF) >> 4;
    if (raw == NOTHING_YET) {
      return Reading.missing(Reason.Cause.NOT_READY, "BME280 has not measured yet");
    }
    long centi = compensated(raw, t1, t2, t3);
    if (centi < -4000 || centi > 8500) {
      return Reading.missing(Reason.Cause.MALFORMED, "BME280 says " + centi + "/100 Cel");
    }
    return Reading.of(centi);
  }

  static long compensated(int raw, int t1, int t2, int t3) {
    long linear = (((raw >> 3) - ((long) t1 << 1)) * t2) >> 11;
    long offset = (raw >> 4) - (long) t1;
    long square = (((offset * offset) >> 12) * t3) >> 14;
    return ((linear + square) * 5 + 128) >> 8;
  }
}
