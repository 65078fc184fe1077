package io.dunlin.hal.sim;

import io.dunlin.hal.Battery;
import io.dunlin.hal.Reading;
import io.dunlin.hal.Reason;

/** A full pack at opening, drained at constant power, empty for ever after. */
final class SimBattery implements Battery {
  private final SimTime time;
  private final long capacityMilliJoules;
  private final double watts;

  SimBattery(SimTime time, double capacityJoules, double watts) {
    this.time = time;
    this.capacityMilliJoules = Math.round(capacityJoules * 1000);
    this.watts = watts;
  }

  @Override
  public Reading<Long> leftMilliJoules() {
    if (time.isClosed()) {
      return Reading.missing(Reason.Cause.CLOSED, "simulated battery is closed");
    }
    long drained = Math.round(time.seconds() * watts * 1000);
    return Reading.of(Math.clamp(capacityMilliJoules - drained, 0, capacityMilliJoules));
  }

  @Override
  public Reading<Long> capacityMilliJoules() {
    return Reading.of(capacityMilliJoules);
  }
}
