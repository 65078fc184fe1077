package io.dunlin.hal.open;

import io.dunlin.hal.Clock;
import io.dunlin.hal.Hardware;
import io.dunlin.hal.HardwareException;
import io.dunlin.hal.HardwareSpec;
import io.dunlin.hal.linux.LinuxHardware;
import io.dunlin.hal.pi4j.Pi4jHardware;
import io.dunlin.hal.replay.ReplayHardware;
import io.dunlin.hal.sim.SimHardware;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The adapters by the name that {@code hardware.kind} gives them. */
public final class Adapters {
  private static final List<Adapter> ALL =
      List.of(
          new Adapter("sim", SimHardware.KEYS, SimHardware::open),
          new Adapter("linux", LinuxHardware.KEYS, LinuxHardware::open),
          new Adapter("pi4j", Pi4jHardware.KEYS, Pi4jHardware::open),
          new Adapter("replay", ReplayHardware.KEYS, ReplayHardware::open));

  private record Adapter(String kind, Set<String> keys, Opener opener) {}

  private interface Opener {
    Hardware open(HardwareSpec spec, Clock clock) throws HardwareException;
  }

  private Adapters() {}

  /**
   * Opens the adapters that {@code kind} lists; no settings at all mean no hardware, so that
   * nothing is simulated unasked. Of two that have one port the first in the list gives it.
   *
   * @throws HardwareException with the setting and what to do; nothing stays open then
   */
  public static Hardware open(HardwareSpec spec, Clock clock) throws HardwareException {
    List<Adapter> adapters = named(spec);
    SortedSet<String> known = new TreeSet<>(List.of("kind"));
    adapters.forEach(adapter -> known.addAll(adapter.keys()));
    spec.requireOnly(known);
    List<Hardware> opened = new ArrayList<>();
    try {
      for (Adapter adapter : adapters) {
        opened.add(adapter.opener().open(spec, clock));
      }
    } catch (HardwareException e) {
      opened.reversed().forEach(Hardware::close);
      throw e;
    }
    Hardware.Builder all = Hardware.builder();
    opened.forEach(all::all);
    return all.build();
  }

  private static List<Adapter> named(HardwareSpec spec) throws HardwareException {
    List<String> kinds = spec.list("kind");
    if (kinds.isEmpty() && !spec.settings().isEmpty()) {
      throw new HardwareException("hardware.kind is missing; allowed: " + allowed());
    }
    List<Adapter> adapters = new ArrayList<>();
    for (String kind : kinds) {
      adapters.add(named(kind));
    }
    return adapters;
  }

  private static Adapter named(String kind) throws HardwareException {
    for (Adapter adapter : ALL) {
      if (adapter.kind().equals(kind)) {
        return adapter;
      }
    }
    throw new HardwareException(
        "hardware.kind names \"%s\"; allowed: %s".formatted(kind, allowed()));
  }

  private static String allowed() {
    return String.join(", ", ALL.stream().map(Adapter::kind).toList());
  }
}
