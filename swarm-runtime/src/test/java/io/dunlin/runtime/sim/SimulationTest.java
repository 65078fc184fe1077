package io.dunlin.runtime.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.runtime.sim.Fault.Kind;
import io.dunlin.runtime.sim.Scenario.Device;
import io.dunlin.runtime.sim.Scenario.Disk;
import io.dunlin.runtime.sim.Scenario.Point;
import io.dunlin.runtime.sim.Scenario.Radio;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final long SECOND = 1_000_000_000;

  /** A chain of devices 100 m apart; the first is a gateway. */
  static Scenario chain(int count, Disk disk, long seconds, Fault... faults) {
    var devices = new ArrayList<Device>();
    for (int i = 0; i < count; i++) {
      var at = new Point(i * 200.0, 0);
      devices.add(new Device("d" + i, i == 0, at, null, 5 * SECOND, false, 20 * SECOND));
    }
    return new Scenario(
        "chain",
        seconds * SECOND,
        90 * SECOND,
        disk,
        Radio.CLEAR,
        devices,
        List.of(),
        List.of(faults));
  }

  private static Fault fault(Kind kind, long at, long seconds, long amount, String... devices) {
    return new Fault(at * SECOND, kind, List.of(devices), seconds * SECOND, amount);
  }

  @Test
  void aChainOfDevicesBecomesEqualAndTheGatewayHasAll() {
    Outcome outcome = Simulation.run(chain(4, Disk.JOURNAL, 30), 1);
    assertThat(outcome.broken()).isEmpty();
    assertThat(outcome.observations()).isEqualTo(4 * 6).isEqualTo(outcome.atGateways());
    assertThat(outcome.convergedNanos()).isPositive();
    assertThat(outcome.islands()).isOne();
  }

  @Test
  void oneSeedGivesOneOutcomeAndAnotherSeedAnother() {
    Scenario scenario = RandomScenario.of(2);
    Outcome first = Simulation.run(scenario, 5);
    assertThat(Simulation.run(scenario, 5)).isEqualTo(first);
    assertThat(Simulation.run(scenario, 6).trace()).isNotEqualTo(first.trace());
  }

  @Test
  void thoseOutOfReachAreOtherIslandsAndKeepTheirOwn() {
    var near = new Device("near", true, new Point(0, 0), null, 0, false, 0);
    var far = new Device("far", false, new Point(9_000, 0), null, 5 * SECOND, false, 0);
    var scenario =
        new Scenario(
            "apart",
            30 * SECOND,
            30 * SECOND,
            Disk.MEMORY,
            Radio.CLEAR,
            List.of(near, far),
            List.of(),
            List.of());
    Outcome outcome = Simulation.run(scenario, 1);
    assertThat(outcome.broken()).isEmpty();
    assertThat(outcome.islands()).isEqualTo(2);
    assertThat(outcome.observations()).isEqualTo(6);
    assertThat(outcome.atGateways()).isZero();
  }

  @Test
  void aDriveByCarriesWhatTwoIslandsHave() {
    var route = new Scenario.Route(List.of(new Point(5_000, 0)), 100, 10 * SECOND, false);
    var mule = new Device("mule", false, new Point(0, 50), route, 0, false, 0);
    var here = new Device("here", false, new Point(0, 0), null, 5 * SECOND, false, 0);
    var there = new Device("there", true, new Point(5_000, 100), null, 0, false, 0);
    var scenario =
        new Scenario(
            "mule",
            90 * SECOND,
            60 * SECOND,
            Disk.MEMORY,
            Radio.CLEAR,
            List.of(mule, here, there),
            List.of(),
            List.of());
    Outcome outcome = Simulation.run(scenario, 1);
    assertThat(outcome.broken()).isEmpty();
    assertThat(outcome.atGateways()).isBetween(1L, outcome.observations() - 1);
  }

  @Test
  void whatOnlyADamagedDiskHeldIsExcusedAndCounted() {
    Outcome outcome =
        Simulation.run(
            chain(
                2,
                Disk.JOURNAL,
                40,
                fault(Kind.PARTITION, 5, 30, 0, "d1"),
                fault(Kind.ROLLBACK, 25, 2, 18 * SECOND, "d1")),
            3);
    assertThat(outcome.broken()).isEmpty();
    assertThat(outcome.unrecoverable()).isPositive();
  }

  @Test
  void aFaultThatCannotBeHealedIsTold() {
    var links = List.of(new Scenario.Link("d0", "d1", false, 0.999_999, 0, 0));
    Scenario fine = chain(2, Disk.MEMORY, 20);
    var deaf =
        new Scenario(
            "deaf",
            fine.durationNanos(),
            fine.settleNanos(),
            fine.disk(),
            fine.radio(),
            fine.devices(),
            links,
            List.of());
    Outcome outcome = Simulation.run(deaf, 1);
    assertThat(outcome.holds()).isFalse();
    assertThat(outcome.broken().getFirst()).contains("invariant 3", "not delivered", "d1 lacks");
  }

  @Test
  void aFailingScenarioIsShrunkToWhatMakesItFail() {
    Scenario scenario =
        chain(
            4,
            Disk.MEMORY,
            10,
            fault(Kind.KILL, 2, 0, 0, "d1"),
            fault(Kind.SLOW, 3, 2, SECOND, "d2"),
            fault(Kind.FLAP, 4, 2, SECOND, "d3"));
    Scenario small =
        Shrinker.shrink(
            scenario, each -> each.faults().stream().anyMatch(f -> f.kind() == Kind.SLOW));
    assertThat(small.faults()).extracting(Fault::kind).containsExactly(Kind.SLOW);
    assertThat(small.devices()).extracting(Device::name).containsExactly("d2");
  }
}
