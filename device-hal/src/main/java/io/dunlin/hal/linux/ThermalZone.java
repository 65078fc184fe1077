package io.dunlin.hal.linux;

import io.dunlin.hal.Reading;
import io.dunlin.hal.Reason;
import io.dunlin.hal.ScalarSensor;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * The processor's temperature, {@code /sys/class/thermal/thermal_zone0/temp}, thousandths of Cel.
 */
record ThermalZone(Path zone, BooleanSupplier closed) implements ScalarSensor {
  @Override
  public String name() {
    return "cpu-temperature";
  }

  @Override
  public String unit() {
    return "Cel";
  }

  @Override
  public int scale() {
    return -3;
  }

  @Override
  public Reading<Long> scaled() {
    if (closed.getAsBoolean()) {
      return Reading.missing(Reason.Cause.CLOSED, zone + ": closed");
    }
    OptionalLong milliCelsius = SysFile.number(zone.resolve("temp"));
    return milliCelsius.isPresent()
        ? Reading.of(milliCelsius.getAsLong())
        : Reading.missing(Reason.Cause.FAILED, zone + ": no temperature now");
  }
}
