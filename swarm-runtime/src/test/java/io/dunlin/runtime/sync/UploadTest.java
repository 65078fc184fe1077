package io.dunlin.runtime.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.step.LogEntry;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A device writes to a gateway, and keeps everything until the gateway has it for good. */
class UploadTest {
  private static final int URGENT = 0;
  private static final int TELEMETRY = 2;
  private static final int BULK = 3;
  private static final long WINDOW = 256 * 1024;

  private final Net net = new Net(7);
  private final SimNode device = net.add(1_024);
  private SimNode gateway = net.add(1_024);

  private void fast() {
    device.step(new SyncInput.LinkRate("n:1", 20_000_000));
  }

  private LogId log(int lane) {
    return new LogId(device.id, device.epoch, lane);
  }

  /** The store took what the journal holds. */
  private void store() {
    gateway.step(new SyncInput.Stored(0, gateway.knowledge()));
  }

  private long safe() {
    Knowledge safe = device.machine.safe().getOrDefault(gateway.id, Knowledge.empty());
    return safe.of(log(TELEMETRY)).count();
  }

  @Test
  void isSafeOnlyOnceTheStoreHasIt() {
    net.connect(device, gateway);
    gateway.step(new SyncInput.Stored(0, Knowledge.empty()));
    net.run(1_000);
    device.write(TELEMETRY, 100, 20);
    net.run(2_000);
    assertThat(gateway.knowledge().of(log(TELEMETRY)).count()).isEqualTo(100);
    assertThat(safe()).isZero();
    store();
    net.run(1_000);
    assertThat(safe()).isEqualTo(100);
    assertThat(gateway.commits).as("commits asked for").isPositive();
  }

  @Test
  void changedVerifierMakesOnlyTheUncommittedGoAgain() {
    net.connect(device, gateway);
    gateway.step(new SyncInput.Stored(0, Knowledge.empty()));
    device.write(TELEMETRY, 50, 20);
    net.run(2_000);
    store();
    net.run(1_000);
    assertThat(safe()).isEqualTo(50);
    // The journal takes the next ones and loses them with its first storage error.
    gateway.journalRefuses = true;
    device.write(TELEMETRY, 30, 20);
    net.run(1_000);
    assertThat(gateway.knowledge().of(log(TELEMETRY)).count()).isEqualTo(50);
    gateway.journalRefuses = false;
    gateway.step(new SyncInput.Stored(1, gateway.knowledge()));
    int before = gateway.appended;
    net.run(3_000);
    assertThat(gateway.knowledge().of(log(TELEMETRY)).count()).isEqualTo(80);
    assertThat(gateway.appended - before).as("sent again").isEqualTo(30);
    gateway.step(new SyncInput.Stored(1, gateway.knowledge()));
    net.run(1_000);
    assertThat(safe()).isEqualTo(80);
  }

  @Property(tries = 25)
  void arrivesOnceWhateverTheNetworkAndTheGatewayDo(
      @ForAll long seed,
      @ForAll @IntRange(max = 30) int lossPercent,
      @ForAll @IntRange(max = 30) int duplicatePercent,
      @ForAll @IntRange(min = 1, max = 4) int kills) {
    var rough = new Net(seed);
    rough.lossPercent = lossPercent;
    rough.duplicatePercent = duplicatePercent;
    rough.jitterNanos = 40 * Net.MILLI;
    SimNode sender = rough.add(1_024);
    SimNode keeper = rough.add(1_024);
    rough.connect(sender, keeper);
    sender.step(new SyncInput.LinkRate("n:1", 2_000_000));
    sender.write(TELEMETRY, 20_000, 24);
    var stored = Knowledge.empty();
    for (int life = 0; life <= kills; life++) {
      for (int i = 0; i < 30; i++) {
        rough.run(20 + rough.random.nextInt(20));
        stored = stored.join(keeper.knowledge());
        keeper.step(new SyncInput.Stored(0, stored));
        Knowledge held = stored;
        sender.machine.safe().values().forEach(safe -> assertThat(held.containsAll(safe)).isTrue());
      }
      if (life < kills) {
        keeper = keeper.restart(2L + life, 1_024);
        keeper.configure("n:0", 1);
      }
    }
    long waited = 0;
    LogId log = new LogId(sender.id, sender.epoch, TELEMETRY);
    while (sender.machine.safe().getOrDefault(keeper.id, Knowledge.empty()).of(log).count()
        < 20_000) {
      assertThat(waited).as("milliseconds until all is safe").isLessThan(300_000);
      rough.run(50);
      waited += 50;
      keeper.step(new SyncInput.Stored(0, keeper.knowledge()));
    }
    assertThat(keeper.journal).isEqualTo(sender.journal);
  }

  @Test
  void restartCostsAtMostOneWindow() {
    net.connect(device, gateway);
    fast();
    gateway.journalDelayNanos = 200 * Net.MILLI;
    gateway.step(new SyncInput.Stored(0, Knowledge.empty()));
    device.step(new SyncInput.LinkRate("n:1", 500_000));
    device.write(TELEMETRY, 150_000, 24);
    long again = 0;
    for (int kill = 1; kill <= 4; kill++) {
      for (int i = 0; i < 20; i++) {
        net.run(40);
        store();
      }
      long left = 150_000 - gateway.knowledge().of(log(TELEMETRY)).count();
      assertThat(left).as("left at kill " + kill).isPositive();
      // It is gone for three seconds: what is sent meanwhile is lost with it.
      net.cut("n:", 0, 1, true);
      net.run(3_000);
      gateway = gateway.restart(1 + kill, 1_024);
      gateway.journalDelayNanos = 200 * Net.MILLI;
      net.cut("n:", 0, 1, false);
      gateway.configure("n:0", 1);
      store();
      net.run(2_000);
      long now = device.machine.counters().againBytes();
      assertThat(now - again).as("sent again after kill " + kill).isBetween(1L, WINDOW);
      again = now;
    }
    while (gateway.knowledge().of(log(TELEMETRY)).count() < 150_000) {
      net.run(100);
      store();
    }
  }

  @Test
  void drainsInOrderOfPriorityAtTheConfiguredRate() {
    var order = new ArrayList<Integer>();
    net.connect(device, gateway);
    fast();
    gateway.step(new SyncInput.Stored(0, Knowledge.empty()));
    device.step(new SyncInput.UploadAllowed(new UploadPolicy(20_000, true)));
    net.run(1_000);
    net.watch =
        sent -> {
          if (sent.from() == 0 && sent.type() == Header.DELTA && sent.packet().length > 100) {
            order.add(sent.packet()[Header.BYTES] & 7);
          }
        };
    device.write(BULK, 2_000, 24);
    device.write(TELEMETRY, 2_000, 24);
    device.write(URGENT, 200, 24);
    long bytes = net.totalBytes();
    long seconds = 0;
    while (safe() < 2_000) {
      net.run(1_000);
      store();
      seconds++;
    }
    assertThat(order).isSorted().startsWith(URGENT);
    assertThat((net.totalBytes() - bytes) / seconds).as("bytes a second").isLessThan(25_000);
    device.step(new SyncInput.UploadAllowed(new UploadPolicy(20_000, false)));
    long before = gateway.knowledge().of(log(BULK)).count();
    device.write(URGENT, 10, 24);
    net.run(5_000);
    assertThat(gateway.knowledge().of(log(BULK)).count()).isBetween(before, before + 400);
    assertThat(gateway.knowledge().of(log(URGENT)).count()).isEqualTo(210);
  }

  /** A full queue before the gateway's journal costs a moment, not the time of a lost packet. */
  @Test
  void whatTheJournalRefusedComesAgainAtOnce() {
    net.connect(device, gateway);
    gateway.step(new SyncInput.Stored(0, Knowledge.empty()));
    net.run(1_000);
    gateway.journalRefuses = true;
    gateway.journalTells = true;
    device.write(TELEMETRY, 50, 20);
    net.run(300);
    gateway.journalRefuses = false;
    net.run(1_500);
    assertThat(gateway.knowledge().of(log(TELEMETRY)).count()).isEqualTo(50);
  }

  /** A quiet sensor's rows need a few bytes on the way and twenty times that in the gateway. */
  @Test
  void rowsThatGrowAtTheGatewayFillTheWindowToo() {
    net.connect(device, gateway);
    fast();
    gateway.step(new SyncInput.Stored(0, Knowledge.empty()));
    device.write(URGENT, 1, 24);
    net.run(1_000);
    List<LogEntry> rows = quietRows();
    device.durable(rows);
    net.run(5_000);
    long arrived = gateway.knowledge().of(log(TELEMETRY)).count();
    assertThat(arrived * DeltaWriter.expandedBytes(rows.getFirst()))
        .isBetween(Upload.EXPANDED_BYTES_MAX / 2, Upload.EXPANDED_BYTES_MAX + 128 * 1024);
    while (safe() < rows.size()) {
      store();
      net.run(40);
    }
  }

  /** What one device may have under way fits before a journal that takes its time. */
  @Test
  void aWholeWindowOfRowsWaitsForAGatewaysSlowJournal() {
    net.connect(device, gateway);
    fast();
    gateway.step(new SyncInput.Stored(0, Knowledge.empty()));
    device.write(URGENT, 1, 24);
    net.run(1_000);
    gateway.journalDelayNanos = 2_000 * Net.MILLI;
    List<LogEntry> rows = quietRows();
    device.durable(rows);
    net.run(3_000);
    long arrived = gateway.knowledge().of(log(TELEMETRY)).count();
    assertThat(arrived * DeltaWriter.expandedBytes(rows.getFirst()))
        .isGreaterThan(2 * Intake.IN_FLIGHT_BYTES_MAX);
  }

  private List<LogEntry> quietRows() {
    var rows = new ArrayList<LogEntry>();
    for (int i = 0; i < 200_000; i++) {
      rows.add(device.entry(TELEMETRY, new byte[] {9, 9, 9, 9, 9, 9, 9, 9, 1, (byte) (i & 0x7e)}));
    }
    return rows;
  }

  @Test
  void slowStoreSlowsTheDeviceDown() {
    net.connect(device, gateway);
    fast();
    gateway.step(new SyncInput.Stored(0, Knowledge.empty()));
    net.run(1_000);
    device.write(TELEMETRY, 60_000, 24);
    net.run(5_000);
    long arrived = gateway.knowledge().of(log(TELEMETRY)).count();
    // The store took nothing: one window is there, and not more.
    assertThat(arrived * 24).isLessThan(WINDOW);
    List<Integer> urgent = List.of(1);
    device.write(URGENT, urgent.size(), 24);
    net.run(500);
    assertThat(gateway.knowledge().of(log(URGENT)).count()).isEqualTo(1);
  }
}
