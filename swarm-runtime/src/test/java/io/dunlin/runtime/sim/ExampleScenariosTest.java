package io.dunlin.runtime.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.runtime.host.scenario.ScenarioException;
import io.dunlin.runtime.host.scenario.ScenarioFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scenarios in docs/scenarios do what they say: in short by default, in full at night. */
class ExampleScenariosTest {
  private static Scenario read(String name) throws IOException, ScenarioException {
    Path up = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(up.resolve("docs/scenarios"))) {
      up = up.getParent();
      if (up == null) throw new IOException("no docs/scenarios above the working directory");
    }
    return ScenarioFile.read(
        Files.readString(up.resolve("docs/scenarios").resolve(name + ".yaml")));
  }

  /** Only the first part of it, with the faults that begin in that. */
  private static Scenario first(Scenario s, long seconds) {
    long end = seconds * 1_000_000_000;
    return new Scenario(
        s.name(),
        end,
        s.settleNanos(),
        s.disk(),
        s.copies(),
        s.quietNanos(),
        s.radio(),
        s.devices(),
        s.links(),
        s.faults().stream().filter(fault -> fault.atNanos() < end).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"forest-mule", "forest-custody", "two-islands", "reconnect", "year-offline"})
  void theBeginningOfEachHolds(String name) throws IOException, ScenarioException {
    Scenario scenario = read(name);
    long seconds = name.equals("year-offline") ? 4 * 86_400 : name.equals("reconnect") ? 30 : 180;
    Outcome outcome = Simulation.run(first(scenario, seconds), 1);
    assertThat(outcome.broken()).isEmpty();
    assertThat(outcome.observations()).isPositive();
  }

  @Tag("nightly")
  @ParameterizedTest
  @ValueSource(
      strings = {"forest-mule", "forest-custody", "two-islands", "reconnect", "year-offline"})
  void eachHoldsInFull(String name) throws IOException, ScenarioException {
    Scenario scenario = read(name);
    Outcome outcome = Simulation.run(scenario, 1);
    assertThat(outcome.broken()).isEmpty();
    assertThat(outcome.convergedNanos()).isPositive();
    assertThat(outcome.atGateways()).isPositive();
    assertThat(Simulation.run(scenario, 1)).isEqualTo(outcome);
  }

  @Test
  void theYearOffTheAirComesHomeWhole() throws IOException, ScenarioException {
    Scenario year = read("year-offline");
    var walker = year.devices().getLast();
    var route = new Scenario.Route(java.util.List.of(new Scenario.Point(50, 0)), 50, 0, false);
    var early = new Scenario.Device(walker.name(), true, walker.at(), route, 0, false, 0);
    Scenario day =
        new Scenario(
            "day-offline",
            86_400L * 1_000_000_000,
            year.settleNanos(),
            year.disk(),
            year.radio(),
            java.util.List.of(year.devices().getFirst(), early),
            year.links(),
            java.util.List.of());
    Outcome outcome = Simulation.run(day, 1);
    assertThat(outcome.broken()).isEmpty();
    assertThat(outcome.observations()).isEqualTo(24);
    assertThat(outcome.atGateways()).isEqualTo(24);
  }
}
