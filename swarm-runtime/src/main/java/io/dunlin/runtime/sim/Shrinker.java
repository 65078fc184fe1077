package io.dunlin.runtime.sim;

import io.dunlin.runtime.sim.Scenario.Device;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Makes a failing scenario smaller while it still fails: leaves out faults, then devices, then
 * links, then what is wrong with the radio. Greedy, at most {@value #RUNS_MAX} runs.
 */
public final class Shrinker {
  private static final int RUNS_MAX = 300;

  private final Predicate<Scenario> fails;
  private int runs;

  private Shrinker(Predicate<Scenario> fails) {
    this.fails = fails;
  }

  /**
   * The smallest scenario found that fails.
   *
   * @param fails whether a scenario fails; asked about many
   */
  public static Scenario shrink(Scenario failing, Predicate<Scenario> fails) {
    var shrinker = new Shrinker(fails);
    Scenario small = failing;
    Scenario before;
    do {
      before = small;
      small = shrinker.faults(small);
      small = shrinker.devices(small);
      small = shrinker.links(small);
      small = shrinker.radio(small);
    } while (!small.equals(before));
    return small;
  }

  private boolean holdsUp(Scenario smaller) {
    return runs++ < RUNS_MAX && fails.test(smaller);
  }

  private Scenario faults(Scenario scenario) {
    Scenario small = scenario;
    for (int size = Math.max(1, scenario.faults().size() / 2); size >= 1; size /= 2) {
      for (int from = 0; from < small.faults().size(); ) {
        var left = new ArrayList<>(small.faults());
        left.subList(from, Math.min(left.size(), from + size)).clear();
        Scenario smaller = small.withFaults(left);
        if (holdsUp(smaller)) small = smaller;
        else from += size;
      }
    }
    return small;
  }

  private Scenario devices(Scenario scenario) {
    Scenario small = scenario;
    for (int i = 0; i < small.devices().size(); ) {
      Scenario smaller = without(small, small.devices().get(i));
      if (!smaller.devices().equals(small.devices()) && holdsUp(smaller)) small = smaller;
      else i++;
    }
    return small;
  }

  private static Scenario without(Scenario from, Device device) {
    Set<String> named = new HashSet<>();
    from.faults().forEach(fault -> named.addAll(fault.devices()));
    if (named.contains(device.name()) || from.devices().size() == 1) return from;
    var devices = new ArrayList<>(from.devices());
    devices.remove(device);
    String name = device.name();
    var links = new ArrayList<>(from.links());
    links.removeIf(link -> link.from().equals(name) || link.to().equals(name));
    return from.with(devices, links, from.radio(), from.faults());
  }

  private Scenario links(Scenario scenario) {
    return scenario.links().isEmpty()
        ? scenario
        : tried(scenario, with(scenario, List.of(), scenario.radio()));
  }

  private Scenario radio(Scenario scenario) {
    Scenario.Radio r = scenario.radio();
    var clear =
        new Scenario.Radio(
            r.rangeMetres(), r.latencyNanos(), r.jitterNanos(), 0, 0, 1_024, false, 0, 0, 0);
    return clear.equals(r) ? scenario : tried(scenario, with(scenario, scenario.links(), clear));
  }

  private Scenario tried(Scenario scenario, Scenario smaller) {
    return holdsUp(smaller) ? smaller : scenario;
  }

  private static Scenario with(Scenario from, List<Scenario.Link> links, Scenario.Radio radio) {
    return from.with(from.devices(), links, radio, from.faults());
  }
}
