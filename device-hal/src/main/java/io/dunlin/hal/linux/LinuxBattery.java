package io.dunlin.hal.linux;

import io.dunlin.hal.Battery;
import io.dunlin.hal.Reading;
import io.dunlin.hal.Reason;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/**
 * A pack below {@code /sys/class/power_supply} (kernel document sysfs-class-power). It tells energy
 * in microwatt-hours, or charge in microampere-hours and the design voltage in microvolts.
 */
record LinuxBattery(Path pack, BooleanSupplier closed) implements Battery {
  /** 1 uWh is 3.6 mJ. */
  private static final double MILLIJOULES_PER_MICROWATT_HOUR = 3.6;

  @Override
  public Reading<Long> leftMilliJoules() {
    return energy("now")
        .map(left -> capacityMilliJoules().value().map(full -> Math.min(left, full)).orElse(left));
  }

  @Override
  public Reading<Long> capacityMilliJoules() {
    return energy("full");
  }

  private Reading<Long> energy(String which) {
    if (closed.getAsBoolean()) {
      return Reading.missing(Reason.Cause.CLOSED, pack + ": closed");
    }
    OptionalLong microwattHours = SysFile.number(pack.resolve("energy_" + which));
    if (microwattHours.isPresent()) {
      return milliJoules((double) microwattHours.getAsLong());
    }
    OptionalLong microampereHours = SysFile.number(pack.resolve("charge_" + which));
    OptionalLong microvolts = SysFile.number(pack.resolve("voltage_min_design"));
    if (microampereHours.isPresent() && microvolts.isPresent()) {
      return milliJoules(microampereHours.getAsLong() / 1e6 * microvolts.getAsLong());
    }
    return Reading.missing(Reason.Cause.FAILED, pack + ": tells neither energy nor charge");
  }

  private Reading<Long> milliJoules(double microwattHours) {
    long milliJoules = Math.round(microwattHours * MILLIJOULES_PER_MICROWATT_HOUR);
    return milliJoules < 0
        ? Reading.missing(Reason.Cause.MALFORMED, pack + ": energy below zero")
        : Reading.of(milliJoules);
  }
}
