package io.dunlin.runtime.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.state.LinkMeasure;
import io.dunlin.runtime.step.Event;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Two machines on a path with known properties measure just these. */
class LinkMachineTest {
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;
  private static final int SWARM = 77;
  private static final ReplicaId[] IDS = {new ReplicaId(1, 0), new ReplicaId(2, 0)};

  private record Parcel(long atNanos, long order, int to, byte[] packet) {}

  private final SplittableRandom random = new SplittableRandom(3);
  private final LinkMachine[] machines = {
    new LinkMachine(SWARM, 1_024, 8_000_000_000L, new SplittableRandom(1)),
    new LinkMachine(SWARM, 1_024, 8_000_000_000L, new SplittableRandom(2))
  };
  private final List<List<LinkEffect>> effects = List.of(new ArrayList<>(), new ArrayList<>());
  private final PriorityQueue<Parcel> parcels =
      new PriorityQueue<>(
          Comparator.comparingLong(Parcel::atNanos).thenComparingLong(Parcel::order));
  private final int[] lossPercent = {0, 0};
  private final long[] freeNanos = {0, 0};
  private long delayNanos = 30 * MILLI;
  private long bytesPerSecond = 200_000;
  private long nowNanos = 5 * SECOND;
  private long order;
  private int sent;

  private void meet() {
    step(0, new LinkInput.Neighbour("b", IDS[1]));
    step(1, new LinkInput.Neighbour("b", IDS[0]));
  }

  private void step(int machine, LinkInput input) {
    for (LinkEffect effect : machines[machine].step(input, nowNanos)) {
      effects.get(machine).add(effect);
      if (effect instanceof LinkEffect.Send(_, byte[] packet)) {
        sent++;
        carry(machine, packet);
      }
    }
  }

  /** One direction: a queue of given rate, then the delay; loss by the sender's number. */
  private void carry(int from, byte[] packet) {
    long start = Math.max(nowNanos, freeNanos[from]);
    freeNanos[from] = start + packet.length * SECOND / bytesPerSecond;
    if (random.nextInt(100) >= lossPercent[from]) {
      parcels.add(new Parcel(freeNanos[from] + delayNanos, order++, 1 - from, packet));
    }
  }

  private void run(long seconds) {
    long end = nowNanos + seconds * SECOND;
    long tick = nowNanos;
    while (nowNanos < end) {
      Parcel parcel = parcels.peek();
      if (parcel != null && parcel.atNanos() <= tick) {
        parcels.remove();
        nowNanos = parcel.atNanos();
        step(parcel.to(), new LinkInput.PacketReceived("b", parcel.packet()));
      } else {
        nowNanos = tick;
        tick += 50 * MILLI;
        step(0, new LinkInput.Tick());
        step(1, new LinkInput.Tick());
      }
    }
  }

  private LinkMeasure measure(int machine) {
    return machines[machine].row().getFirst();
  }

  private <T extends LinkEffect> List<T> effects(int machine, Class<T> type) {
    return effects.get(machine).stream().filter(type::isInstance).map(type::cast).toList();
  }

  private List<String> events(int machine) {
    return effects(machine, LinkEffect.Report.class).stream()
        .map(LinkEffect.Report::event)
        .map(Event::name)
        .toList();
  }

  @Test
  void measuresRoundTripAndThroughput() {
    meet();
    run(20);
    assertThat(measure(0).up()).isTrue();
    assertThat(measure(0).to()).isEqualTo(IDS[1]);
    assertThat(measure(0).rttNanos()).isBetween(60 * MILLI, 68 * MILLI);
    assertThat(measure(0).bytesPerSecond()).isBetween(190_000L, 210_000L);
    assertThat(measure(0).lossRatio()).isZero();
    assertThat(effects(0, LinkEffect.Rate.class).getLast().bytesPerSecond())
        .isBetween(180_000L, 220_000L);
  }

  @Test
  void measuresTheLossOfItsOwnDirection() {
    lossPercent[0] = 30;
    meet();
    run(300);
    assertThat(measure(0).lossRatio()).isCloseTo(0.3, offset(0.2));
    assertThat(measure(1).lossRatio()).isZero();
  }

  @Test
  void aCutLinkGoesDownAndComesBack() {
    meet();
    run(10);
    lossPercent[0] = 100;
    run(8);
    assertThat(measure(0).up()).isFalse();
    assertThat(measure(0).lossRatio()).isEqualTo(1);
    assertThat(measure(1).up()).as("its probes are not answered either").isFalse();
    lossPercent[0] = 0;
    run(20);
    assertThat(measure(0).up()).isTrue();
    assertThat(events(0)).containsExactly("link.up", "link.down", "link.up");
  }

  @Test
  void aDownLinkIsProbedRarely() {
    lossPercent[0] = 100;
    lossPercent[1] = 100;
    meet();
    run(300);
    int before = sent;
    run(160);
    assertThat(sent - before).isBetween(16, 30);
  }

  @Test
  void publishesOnceWhenNothingMoves() {
    meet();
    run(60);
    int before = effects(0, LinkEffect.RowChanged.class).size();
    assertThat(before).isBetween(1, 4);
    run(500);
    assertThat(effects(0, LinkEffect.RowChanged.class)).hasSize(before);
    run(120);
    assertThat(effects(0, LinkEffect.RowChanged.class)).as("ten minutes on").hasSize(before);
  }

  @Test
  void publishesWhenTheDelayMoves() {
    meet();
    run(60);
    int before = effects(0, LinkEffect.RowChanged.class).size();
    delayNanos = 60 * MILLI;
    run(60);
    assertThat(effects(0, LinkEffect.RowChanged.class)).hasSizeBetween(before + 1, before + 4);
  }

  @Test
  void transfersRaiseTheThroughput() {
    meet();
    run(20);
    step(0, new LinkInput.Transferred("b", 1_000_000, SECOND));
    step(0, new LinkInput.Transferred("b", 1_000, SECOND));
    assertThat(measure(0).bytesPerSecond()).isEqualTo(1_000_000);
  }

  @Test
  void tellsTheTime() {
    step(1, new LinkInput.Utc(1_800_000_000_000L, 5));
    long start = nowNanos;
    meet();
    run(3);
    LinkEffect.ClockSample sample = effects(0, LinkEffect.ClockSample.class).getFirst();
    assertThat(sample.peer()).isEqualTo(IDS[1]);
    assertThat(sample.uncertaintyMillis()).isBetween(30L, 50L);
    assertThat(sample.utcMillis())
        .isBetween(1_800_000_000_000L, 1_800_000_000_000L + (nowNanos - start) / MILLI);
    assertThat(effects(1, LinkEffect.ClockSample.class)).isEmpty();
  }

  @Test
  void alteredAndCutPacketsChangeNothing() {
    meet();
    run(5);
    var request =
        Probe.write(new Probe.Request(9, 4, Probe.ALONE, new Probe.Heard(1, 1), 40), SWARM);
    var reply = Probe.write(new Probe.Reply(9, 4, new Probe.Heard(1, 1), 0, true, 5, 5), SWARM);
    for (byte[] packet : List.of(request, reply)) {
      for (int bit = 0; bit < 8 * packet.length; bit++) {
        byte[] altered = packet.clone();
        altered[bit / 8] ^= (byte) (1 << bit % 8);
        assertIgnored(altered);
      }
      for (int length = 0; length < packet.length; length++) {
        assertIgnored(Arrays.copyOf(packet, length));
      }
    }
    assertIgnored(Probe.write(new Probe.Request(9, 4, 0, new Probe.Heard(1, 1), 40), SWARM + 1));
  }

  private void assertIgnored(byte[] packet) {
    List<LinkMeasure> before = machines[0].row();
    assertThat(machines[0].step(new LinkInput.PacketReceived("b", packet), nowNanos))
        .noneMatch(effect -> !(effect instanceof LinkEffect.Report));
    assertThat(machines[0].row()).isEqualTo(before);
  }
}
