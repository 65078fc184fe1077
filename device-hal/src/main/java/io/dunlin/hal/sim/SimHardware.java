package io.dunlin.hal.sim;

import io.dunlin.hal.Clock;
import io.dunlin.hal.Hardware;
import io.dunlin.hal.HardwareException;
import io.dunlin.hal.HardwareSpec;
import java.util.List;
import java.util.Set;

/**
 * Opens a simulated device. Settings, all optional: {@code seed}; {@code has}, a list of what the
 * device has, by default everything; {@code latitude}, {@code longitude}, {@code metresPerSecond}
 * of its course; {@code silencePercent} of the seconds in which receiver and radio hear nothing;
 * {@code batteryJoules}, {@code watts}; {@code lidarBeams}; {@code photoKilobytes}, 8 to 4096.
 */
public final class SimHardware {
  public static final Set<String> KEYS =
      Set.of(
          "seed",
          "has",
          "latitude",
          "longitude",
          "metresPerSecond",
          "silencePercent",
          "batteryJoules",
          "watts",
          "lidarBeams",
          "photoKilobytes");

  private static final List<String> ALL =
      List.of("battery", "camera", "gps", "lidar", "radio", "temperature");

  private SimHardware() {}

  public static Hardware open(HardwareSpec spec, Clock clock) throws HardwareException {
    long seed = spec.integer("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
    List<String> wanted = spec.text("has").isPresent() ? spec.list("has") : ALL;
    SimTime time = new SimTime(clock);
    int silence = (int) spec.integer("silencePercent", 1, 0, 100);
    SimGps gps = new SimGps(seed, time, course(spec, silence));
    Hardware.Builder hardware = Hardware.builder().onClose(time::close);
    for (String name : wanted) {
      switch (name) {
        case "temperature" -> hardware.sensor(new SimThermometer(seed, time));
        case "gps" -> hardware.sensor(gps);
        case "battery" -> hardware.sensor(battery(spec, time));
        case "radio" -> hardware.sensor(new SimRadio(seed, time, silence));
        case "camera" -> hardware.camera(camera(spec, seed, time, gps));
        case "lidar" -> hardware.lidar(lidar(spec, seed, time));
        default ->
            throw new HardwareException(
                "hardware.has names \"%s\"; the simulation has: %s"
                    .formatted(name, String.join(", ", ALL)));
      }
    }
    return hardware.build();
  }

  private static SimGps.Course course(HardwareSpec spec, int silence) throws HardwareException {
    return new SimGps.Course(
        spec.number("latitude", 50.8466, -89, 89),
        spec.number("longitude", 4.3528, -179, 179),
        spec.number("metresPerSecond", 5, 0, 100),
        silence);
  }

  private static SimBattery battery(HardwareSpec spec, SimTime time) throws HardwareException {
    return new SimBattery(
        time, spec.number("batteryJoules", 284_000, 1, 1e9), spec.number("watts", 4, 0, 100_000));
  }

  private static SimCamera camera(HardwareSpec spec, long seed, SimTime time, SimGps gps)
      throws HardwareException {
    int kilobytes = (int) spec.integer("photoKilobytes", 120, 8, 4096);
    return new SimCamera(seed, time, gps, kilobytes * 1024);
  }

  private static SimLidar lidar(HardwareSpec spec, long seed, SimTime time)
      throws HardwareException {
    return new SimLidar(seed, time, (int) spec.integer("lidarBeams", 4096, 16, 16_384));
  }
}
