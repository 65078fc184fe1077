package io.dunlin.hal.linux;

import io.dunlin.hal.Clock;
import io.dunlin.hal.Hardware;
import io.dunlin.hal.HardwareException;
import io.dunlin.hal.HardwareSpec;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Opens what the kernel tells: {@code battery} from the first pack, {@code cpu-temperature} from
 * the first zone. A machine without them has neither. Setting: {@code sysfs}, {@code /sys} by
 * default.
 */
public final class LinuxHardware {
  public static final Set<String> KEYS = Set.of("sysfs");

  private static final int SUPPLIES_MAX = 64;

  private LinuxHardware() {}

  public static Hardware open(HardwareSpec spec, Clock clock) throws HardwareException {
    Path sysfs = Path.of(spec.text("sysfs").orElse("/sys"));
    if (!Files.isDirectory(sysfs)) {
      throw new HardwareException(
          "hardware.kind names linux, but there is no folder %s; set hardware.sysfs or another kind"
              .formatted(sysfs));
    }
    AtomicBoolean closed = new AtomicBoolean();
    Hardware.Builder hardware = Hardware.builder().onClose(() -> closed.set(true));
    firstPack(sysfs.resolve("class/power_supply"))
        .ifPresent(pack -> hardware.sensor(new LinuxBattery(pack, closed::get)));
    Path zone = sysfs.resolve("class/thermal/thermal_zone0");
    if (Files.isReadable(zone.resolve("temp"))) {
      hardware.sensor(new ThermalZone(zone, closed::get));
    }
    return hardware.build();
  }

  private static Optional<Path> firstPack(Path supplies) throws HardwareException {
    if (!Files.isDirectory(supplies)) {
      return Optional.empty();
    }
    List<Path> packs = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(supplies)) {
      for (Path supply : all) {
        boolean isPack = SysFile.text(supply.resolve("type")).equals(Optional.of("Battery"));
        if (isPack && packs.size() < SUPPLIES_MAX) {
          packs.add(supply);
        }
      }
    } catch (IOException e) {
      throw new HardwareException(supplies + ": cannot be listed: " + e.getMessage(), e);
    }
    Collections.sort(packs);
    return packs.stream().findFirst();
  }
}
