package io.dunlin.runtime.host.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.runtime.sim.Fault;
import io.dunlin.runtime.sim.RandomScenario;
import io.dunlin.runtime.sim.Scenario;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioFileTest {
  private static final String GOOD =
      """
      schema: dunlin.sim/v1
      name: two
      duration: 10m
      radio: { range: 100m, loss: 5% }
      devices:
        - { name: tree, count: 3, grid: { columns: 2, spacing: 40m }, observe: 60s }
        - { name: hut, at: [0m, 1.5km], gateway: true }
      faults:
        - { at: 1m, do: power-cut, device: tree-2, for: 30s, every: 3m }
      """;

  @Test
  void aFileBecomesAScenario() throws ScenarioException {
    Scenario scenario = ScenarioFile.read(GOOD);
    assertThat(scenario.devices())
        .extracting(Scenario.Device::name)
        .containsExactly("tree-1", "tree-2", "tree-3", "hut");
    assertThat(scenario.devices().get(2).at()).isEqualTo(new Scenario.Point(0, 40));
    assertThat(scenario.devices().get(3).at()).isEqualTo(new Scenario.Point(0, 1_500));
    assertThat(scenario.radio().loss()).isEqualTo(0.05);
    assertThat(scenario.faults())
        .extracting(Fault::atNanos)
        .containsExactly(60_000_000_000L, 240_000_000_000L, 420_000_000_000L);
  }

  @Test
  void whatIsWrittenReadsBackTheSame() {
    LongStream.range(0, 100)
        .forEach(seed -> {
          Scenario scenario = RandomScenario.of(seed);
          try {
            assertThat(ScenarioFile.read(ScenarioText.yaml(scenario))).isEqualTo(scenario);
          } catch (ScenarioException e) {
            throw new AssertionError(ScenarioText.yaml(scenario), e);
          }
        });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          loss: 5%           | losss: 5%           | 4:23: unknown key "losss"; did you mean "loss"?
          loss: 5%           | loss: 105%          | 4:29: loss: "105%" is no share
          loss: 5%           | loss: 0.05          | 4:29: loss: "0.05" is no share
          duration: 10m      | duration: 10        | 3:11: duration: "10" is no duration
          duration: 10m      | duration: 0s        | 3:11: duration: must be above 0
          do: power-cut      | do: power-cat       | 9:19: do: did you mean "power-cut"?
          device: tree-2     | device: tree-4      | 9:38: device: there is no device "tree-4"; did
          for: 30s           | for: 30s, bits: 3   | bits: power-cut has no such key
          name: hut          | name: tree-1        | name: "tree-1" comes twice
          name: hut          | name: Hut           | name: "Hut" is no name
          spacing: 40m       | spacing: 40         | a length belongs here
          at: [0m, 1.5km]    | at: [0m]            | a place belongs here
          dunlin.sim/v1      | dunlin.sim/v2       | 1:9: schema: only dunlin.sim/v1 is known
          count: 3           | count: 20000        | a whole number from 1 to 10000
          at: 1m             | at: 11m             | after the end
          name: two          | name: two: three    | this is no YAML
          duration: 10m      | name: again         | key "name" comes twice
          """)
  void mistakesAreToldWithTheirPlace(String right, String wrong, String told) {
    assertThat(GOOD).contains(right);
    assertThatThrownBy(() -> ScenarioFile.read(GOOD.replace(right, wrong)))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining(told);
  }

  @ParameterizedTest
  @CsvSource({"''", "[]", "hello", "'{a: [}'", "'&a [*a]'"})
  void whatIsNoScenarioIsRefused(String text) {
    assertThatThrownBy(() -> ScenarioFile.read(text)).isInstanceOf(ScenarioException.class);
  }
}
