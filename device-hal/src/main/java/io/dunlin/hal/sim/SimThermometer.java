package io.dunlin.hal.sim;

import io.dunlin.hal.Reading;
import io.dunlin.hal.Reason;
import io.dunlin.hal.ScalarSensor;

/** Air temperature: 14 Cel, a day's swing of 6 either way, weather within 2, sensor noise 0.1. */
final class SimThermometer implements ScalarSensor {
  private static final double DAY_SECONDS = 86_400;
  private final SimTime time;
  private final Noise phase;
  private final Noise weather;
  private final Noise grain;

  SimThermometer(long seed, SimTime time) {
    this.time = time;
    this.phase = new Noise(seed, "temperature.phase");
    this.weather = new Noise(seed, "temperature.weather");
    this.grain = new Noise(seed, "temperature.grain");
  }

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
    if (time.isClosed()) {
      return Reading.missing(Reason.Cause.CLOSED, "simulated thermometer is closed");
    }
    double seconds = time.seconds();
    double day = Math.sin(2 * Math.PI * (seconds / DAY_SECONDS + phase.at(0).nextDouble()));
    double celsius = 14 + 6 * day + 2 * weather.smooth(seconds / 600) + 0.1 * grain.smooth(seconds);
    return Reading.of(Math.round(celsius * 100));
  }
}
