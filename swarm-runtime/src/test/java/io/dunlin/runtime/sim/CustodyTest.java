package io.dunlin.runtime.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.runtime.sim.Scenario.Device;
import io.dunlin.runtime.sim.Scenario.Disk;
import io.dunlin.runtime.sim.Scenario.Point;
import io.dunlin.runtime.sim.Scenario.Radio;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Swarms in which a few neighbours keep what a device records. */
class CustodyTest {
  private static final long SECOND = 1_000_000_000;
  private static final Radio RADIO =
      new Radio(150, 10_000_000, 2_000_000, 0.05, 250_000, 1_024, false, 0, 0, 0);

  private static Scenario scenario(int copies, List<Device> devices, List<Fault> faults) {
    return new Scenario(
        "custody",
        600 * SECOND,
        120 * SECOND,
        Disk.MEMORY,
        copies,
        16 * SECOND,
        RADIO,
        devices,
        List.of(),
        faults);
  }

  private static Device sensor(String name, double x, double y) {
    return new Device(name, false, new Point(x, y), null, 10 * SECOND, false, 0);
  }

  @Test
  void theGatewayGetsFromKeepersWhatItsWriterCannotBring() {
    List<Device> devices =
        List.of(
            sensor("far", 0, 0),
            sensor("keeper-1", 100, 0),
            sensor("keeper-2", 100, 50),
            new Device("gateway", true, new Point(200, 0), null, 0, false, 0));
    Outcome outcome = Simulation.run(scenario(3, devices, List.of()), 1);
    assertThat(outcome.broken()).isEmpty();
    assertThat(outcome.observations()).isGreaterThan(3 * 55);
    assertThat(outcome.atGateways()).isEqualTo(outcome.observations());
  }

  @Test
  void copiesAreAsManyAsAskedForAndNotMore() {
    var devices = new ArrayList<Device>();
    for (int i = 0; i < 12; i++) devices.add(sensor("d" + i, i % 4 * 30, i / 4 * 30));
    Outcome three = Simulation.run(scenario(3, devices, List.of()), 1);
    Outcome all = Simulation.run(scenario(0, devices, List.of()), 1);
    assertThat(three.broken()).isEmpty();
    assertThat(all.deliveries()).isGreaterThan(11 * all.observations());
    assertThat(three.deliveries()).isBetween(2 * three.observations(), all.deliveries() / 2);
  }

  @Test
  void aKeeperThatFallsSilentIsReplaced() {
    List<Device> devices =
        List.of(
            sensor("writer", 0, 0),
            sensor("near-1", 50, 0),
            sensor("near-2", 0, 50),
            sensor("near-3", 50, 50));
    var faults = new ArrayList<Fault>();
    for (String name : List.of("near-1", "near-2", "near-3")) {
      long at = (60 + 180 * faults.size()) * SECOND;
      faults.add(new Fault(at, Fault.Kind.POWER_CUT, List.of(name), 150 * SECOND, 0));
    }
    Outcome outcome = Simulation.run(scenario(3, devices, faults), 1);
    assertThat(outcome.broken()).isEmpty();
    assertThat(outcome.unrecoverable()).isZero();
    // Two who hold it besides the writer, and now and then a third instead of one that is off.
    assertThat(outcome.deliveries()).isGreaterThan(2 * outcome.observations());
  }
}
