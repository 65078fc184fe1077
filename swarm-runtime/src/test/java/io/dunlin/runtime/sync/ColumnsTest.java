package io.dunlin.runtime.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.codec.ByteReader;
import io.dunlin.crdt.codec.ByteWriter;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.step.LogEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Bodies that resemble each other become columns and are given back byte for byte. */
class ColumnsTest {
  private static final Incarnation SENDER = new Incarnation(new ReplicaId(5, 5), 3);
  private final PeerDictionary dictionary = new PeerDictionary(SENDER);

  private static LogEntry entry(long seq, long nanos, int kind, byte[] body) {
    return new LogEntry(new Dot(SENDER.log(2), seq), nanos, (byte) kind, body);
  }

  private static byte[] body(long prefix, long... numbers) {
    var out = new ByteWriter().u64(prefix);
    for (long number : numbers) {
      out.zigzag(number);
    }
    return out.toBytes();
  }

  private List<LogEntry> through(DeltaWriter writer) throws Exception {
    return DeltaReader.read(new ByteReader(writer.toBytes()), dictionary);
  }

  /** Bodies of some series, some of them strange, at times in any unit. */
  private static LogEntry any(SplittableRandom random, long seq, int strange) {
    long unit = random.nextInt(strange + 1) == 0 ? 1_000_000 : random.nextInt(3) == 0 ? 1 : 1_000;
    long nanos = seq * 1_000_000_000 + random.nextInt(500) * unit;
    int series = random.nextInt(1 + strange);
    var numbers = new long[1 + series % 5];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          random.nextInt(50) < strange
              ? random.nextLong() >> random.nextInt(64)
              : i * 1_000_000L + random.nextInt(40);
    }
    byte[] body = body(series, numbers);
    if (random.nextInt(40) < strange) {
      body = Arrays.copyOf(body, random.nextInt(30));
    }
    return entry(seq, strange > 8 ? random.nextLong() : nanos, 1 + series % 2, body);
  }

  @Property(tries = 500)
  void whatGoesInComesOut(
      @ForAll long seed,
      @ForAll @IntRange(max = 12) int strange,
      @ForAll @IntRange(min = 60, max = 1_012) int bytes)
      throws Exception {
    var random = new SplittableRandom(seed);
    var writer = new DeltaWriter(bytes);
    var written = new ArrayList<LogEntry>();
    for (long seq = 1L + random.nextInt(20_000); written.size() < 1_500; seq++) {
      LogEntry next = any(random, seq, strange);
      if (!writer.add(2, next)) {
        break;
      }
      written.add(next);
      seq += random.nextInt(60) < strange ? 1 : 0;
    }
    assertThat(writer.toBytes().length).isLessThanOrEqualTo(bytes);
    assertThat(through(writer)).isEqualTo(written);
  }

  @Test
  void samplesOfSeveralSeriesTakeTurnsAndCostLittle() throws Exception {
    var random = new SplittableRandom(3);
    var writer = new DeltaWriter(1_012);
    var written = new ArrayList<LogEntry>();
    for (long seq = 1; seq <= 150; seq++) {
      long nanos = seq / 3 * 1_000_000_000 + random.nextInt(300) * 1_000L;
      byte[] body =
          seq % 3 == 0
              ? body(11, 1, 2_000 + random.nextInt(10))
              : seq % 3 == 1
                  ? body(12, 3, 500_000_000 + random.nextInt(60), 43_000_000 + random.nextInt(60))
                  : body(13, 1, 90);
      written.add(entry(seq, nanos, 1, body));
      assertThat(writer.add(2, written.getLast())).isTrue();
    }
    assertThat(through(writer)).isEqualTo(written);
    int plain = written.stream().mapToInt(e -> e.body().length).sum();
    assertThat(writer.toBytes().length).isLessThan(plain / 4);
  }

  @Test
  void bodiesThatOnlyLookLikeNumbersStayAsTheyAre() throws Exception {
    byte[] longer = {0, 0, 0, 0, 0, 0, 0, 9, (byte) 0x80, 0};
    byte[] tooLong = {0, 0, 0, 0, 0, 0, 0, 9, -1, -1, -1, -1, -1, -1, -1, -1, -1, 2};
    byte[] cut = {0, 0, 0, 0, 0, 0, 0, 9, (byte) 0x80};
    byte[] bare = {0, 0, 0, 0, 0, 0, 0, 9};
    for (byte[] strange : List.of(longer, tooLong, cut, bare, new byte[0])) {
      assertThat(Template.numbers(strange)).isNull();
      var writer = new DeltaWriter(1_012);
      var written = new ArrayList<LogEntry>();
      for (int seq = 1; seq <= 40; seq++) {
        byte[] body = seq == 20 ? strange : body(9, seq, 7);
        written.add(entry(seq, seq * 1_000_000_000L, 1, body));
        writer.add(2, written.getLast());
      }
      assertThat(through(writer)).isEqualTo(written);
    }
  }

  @Test
  void aSingleReadingFitsThirtyTwoBytes() {
    var writer = new DeltaWriter(1_012);
    writer.add(2, entry(3_600, 3_600_000_123_000L, 1, body(0x5eed_0123_4567_89abL, -1, 2_150)));
    assertThat(writer.toBytes().length + Header.BYTES + Check.BYTES).isLessThanOrEqualTo(32);
  }

  @Test
  void constantColumnsDoNotBecomeMegabytes() {
    var writer = new DeltaWriter(1_012);
    int added = 0;
    long seq = 1;
    while (writer.add(2, entry(seq, seq * 1_000_000_000, 1, body(9, 1, 2, 3, 4)))) {
      added++;
      seq += added % Run.COUNT_MAX == 0 ? 2 : 1;
    }
    assertThat(added).isEqualTo(DeltaWriter.EXPANDED_BYTES_MAX / (12 + 32));
    var out = new ByteWriter();
    for (int run = 0; run < 30; run++) {
      writeConstantRun(out, 1 + 2_000L * run);
    }
    assertThat(out.size()).isLessThan(1_024);
    assertThatThrownBy(() -> DeltaReader.read(new ByteReader(out.toBytes()), dictionary))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("holds too much");
  }

  /** A thousand entries with a body of 64 bytes each, in some thirty bytes. */
  private static void writeConstantRun(ByteWriter out, long first) {
    out.varint(2).varint(first).u8(Run.COLUMNS).varint(Run.COUNT_MAX);
    out.varint(1).u8(1).varint(6).u64(9);
    for (int column = 0; column < 7; column++) {
      out.u8(0xc0).zigzag(1);
    }
  }
}
