package io.dunlin.runtime.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.codec.ByteReader;
import io.dunlin.crdt.codec.ByteWriter;
import io.dunlin.runtime.step.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What is written is read again, whatever the packet size. */
class PacketsTest {
  private static final Incarnation SENDER = new Incarnation(new ReplicaId(5, 5), 3);
  private final PeerDictionary dictionary = new PeerDictionary(SENDER);

  private static IntervalSet intervals(SplittableRandom random) {
    var set = IntervalSet.empty();
    int runs = random.nextInt(40);
    long next = 1;
    for (int i = 0; i < runs; i++) {
      long first = next + random.nextLong(1L << random.nextInt(1, 30));
      long last = first + random.nextLong(1L << random.nextInt(1, 40));
      set = set.plus(first, last);
      next = last + 2;
    }
    return set;
  }

  @Property(tries = 300)
  void summariesComeApartAndTogether(
      @ForAll long seed, @ForAll boolean full, @ForAll @IntRange(min = 52, max = 1_012) int bytes)
      throws Exception {
    var random = new SplittableRandom(seed);
    var written = new TreeMap<Integer, IntervalSet>();
    var writer = new SummaryWriter(bytes, 300, full);
    for (int lane = 0; lane < 8; lane++) {
      written.put(lane, intervals(random));
      writer.add(lane, written.get(lane));
    }
    var read = new TreeMap<Integer, IntervalSet>();
    var stated = new TreeMap<Integer, IntervalSet>();
    for (SummaryWriter.Body body : writer.finish()) {
      assertThat(body.bytes().length).isLessThanOrEqualTo(bytes);
      int flags = full ? Header.FULL | (body.last() ? Header.END : 0) : 0;
      var header = new Header(1, flags, Header.SUMMARY, 0, 0);
      Summary summary = Summary.read(header, new ByteReader(body.bytes()), dictionary);
      assertThat(summary.known()).isEqualTo(300);
      for (Statement statement : summary.statements()) {
        int lane = statement.log().lane();
        assertThat(statement.range().containsAll(statement.present())).isTrue();
        read.merge(lane, statement.present(), IntervalSet::union);
        stated.merge(lane, statement.range(), IntervalSet::union);
      }
    }
    assertThat(read).isEqualTo(written);
    assertThat(stated.values()).allMatch(IntervalSet.of(1, Long.MAX_VALUE)::equals);
  }

  @Property(tries = 300)
  void deltasComeTogetherAgain(
      @ForAll long seed, @ForAll @IntRange(min = 52, max = 1_012) int bytes) throws Exception {
    var random = new SplittableRandom(seed);
    var written = new ArrayList<LogEntry>();
    var writer = new DeltaWriter(bytes);
    boolean room = true;
    int bodyBytes = random.nextInt(30);
    for (int seq = 1; room; seq += random.nextInt(10) == 0 ? 2 : 1) {
      int lane = random.nextInt(20) == 0 ? 3 : 2;
      var body = new byte[random.nextInt(5) == 0 ? random.nextInt(60) : bodyBytes];
      body = random.nextInt(2) == 0 ? body : new byte[bodyBytes];
      long nanos = random.nextInt(9) == 0 ? random.nextLong() : seq * 1_000_000_000L;
      byte kind = (byte) (random.nextInt(8) == 0 ? random.nextInt() : 1);
      var entry = new LogEntry(new Dot(SENDER.log(lane), seq), nanos, kind, body);
      room = writer.add(lane, entry);
      if (room) {
        written.add(entry);
      }
    }
    byte[] packet = writer.toBytes();
    assertThat(packet.length).isLessThanOrEqualTo(bytes);
    assertThat(DeltaReader.read(new ByteReader(packet), dictionary)).isEqualTo(written);
  }

  @Test
  void steadyObservationsCostTheirBodyAndLittleMore() {
    var writer = new DeltaWriter(1_012);
    var random = new SplittableRandom(1);
    int entries = 0;
    for (long seq = 1; seq <= 100; seq++) {
      long nanos = seq * 1_000_000_000L + random.nextLong(100_000);
      var dot = new Dot(SENDER.log(2), seq);
      entries += writer.add(2, new LogEntry(dot, nanos, (byte) 1, new byte[4])) ? 1 : 0;
    }
    assertThat(entries).isEqualTo(100);
    assertThat(writer.toBytes().length).isLessThan(100 * (4 + 3) + 30);
  }

  @Test
  void contiguousLogsCostFourBytesInASummary() {
    var writer = new SummaryWriter(1_012, 1, false);
    for (int reference = 0; reference < 100; reference++) {
      writer.add(reference, IntervalSet.of(1, 5_000));
    }
    List<SummaryWriter.Body> bodies = writer.finish();
    assertThat(bodies).hasSize(1);
    assertThat(bodies.getFirst().bytes()).hasSize(1 + 100 * 4);
  }

  @Test
  void anotherProcessUnderTheSameTagFailsTheCheck() {
    var out = new ByteWriter();
    new Header(1, 0, Header.PRUNE, 0, 7).write(out);
    byte[] packet = Check.seal(out, SENDER);
    assertThat(Check.holds(packet, SENDER)).isTrue();
    assertThat(Check.holds(packet, new Incarnation(SENDER.origin(), 4))).isFalse();
  }
}
