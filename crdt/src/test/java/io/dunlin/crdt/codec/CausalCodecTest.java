package io.dunlin.crdt.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.CausalArbitraries;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import java.util.HexFormat;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CausalCodecTest {
  private static final LogId LOG = new LogId(new ReplicaId(1, 2), 3, 4);
  private static final String LOG_HEX =
      "0000000000000001" + "0000000000000002" + "0000000000000003" + "04";

  @Property
  void setsComeBack(@ForAll("intervalSets") IntervalSet set) throws MalformedException {
    ByteWriter to = new ByteWriter();
    CausalCodec.write(to, set);
    ByteReader from = new ByteReader(to.toBytes());
    assertThat(CausalCodec.readIntervalSet(from)).isEqualTo(set);
    from.end();
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void knowledgeComesBack(@ForAll("knowledge") Knowledge knowledge) throws MalformedException {
    ByteReader from = new ByteReader(bytesOf(knowledge));
    assertThat(CausalCodec.readKnowledge(from)).isEqualTo(knowledge);
    from.end();
  }

  @Property
  void dotsComeBack(@ForAll("dots") Dot dot) throws MalformedException {
    ByteWriter to = new ByteWriter();
    CausalCodec.write(to, dot);
    ByteReader from = new ByteReader(to.toBytes());
    assertThat(CausalCodec.readDot(from)).isEqualTo(dot);
    from.end();
  }

  @Example
  void goldenBytes() {
    ByteWriter set = new ByteWriter();
    CausalCodec.write(set, IntervalSet.of(1, 5).plus(7).plus(300, 301));
    assertThat(hex(set)).isEqualTo("03" + "0004" + "0000" + "a30201");

    ByteWriter dot = new ByteWriter();
    CausalCodec.write(dot, new Dot(LOG, 300));
    assertThat(hex(dot)).isEqualTo(LOG_HEX + "ac02");

    ByteWriter knowledge = new ByteWriter();
    CausalCodec.write(knowledge, Knowledge.empty().plus(LOG, IntervalSet.of(1, 9)));
    assertThat(hex(knowledge)).isEqualTo("01" + LOG_HEX + "01" + "0008");
  }

  @Example
  void refusesWhatNoWriterWrites() {
    assertMalformed("0000000000000001" + "0000000000000002" + "0000000000000003" + "08" + "01");
    assertMalformed(LOG_HEX + "00");
    assertMalformed(LOG_HEX + "ffffffffffffffffff01");
  }

  @Example
  void refusesKnowledgeOutOfOrderOrEmpty() {
    String entry = LOG_HEX + "01" + "0008";
    assertKnowledgeMalformed("02" + entry + entry);
    assertKnowledgeMalformed("01" + LOG_HEX + "00" + "00");
    assertKnowledgeMalformed("ffffffff07" + entry);
  }

  @Example
  void refusesRunsBeyondTheRange() throws MalformedException {
    String max = "feffffffffffffff7f";
    assertThat(readSet("01" + max + "00")).isEqualTo(IntervalSet.of(Long.MAX_VALUE));
    assertSetMalformed("01" + max + "01");
    assertSetMalformed("01" + "ffffffffffffffff7f" + "00");
    assertSetMalformed("01" + "ffffffffffffffffff01" + "00");
    assertSetMalformed("02" + max + "00" + "00" + "00");
    assertSetMalformed("02" + "00" + "feffffffffffffff7f" + "00" + "00");
    assertSetMalformed("7f" + "0000");
  }

  /**
   * What is accepted is written the same again, and nothing but a MalformedException ever comes
   * out.
   */
  @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
  void noOtherSpellingIsAccepted(@ForAll("knowledge") Knowledge knowledge, @ForAll long seed) {
    byte[] bytes = HostileBytes.from(bytesOf(knowledge), new SplittableRandom(seed));
    ByteReader from = new ByteReader(bytes);
    try {
      Knowledge read = CausalCodec.readKnowledge(from);
      from.end();
      assertThat(bytesOf(read)).isEqualTo(bytes);
    } catch (MalformedException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void allocatesNoMoreThanTheBytesAreWorth(
      @ForAll("knowledge") Knowledge knowledge, @ForAll long seed) {
    byte[] bytes = HostileBytes.from(bytesOf(knowledge), new SplittableRandom(seed));
    long allocated =
        HostileBytes.allocatedBy(
            hostile -> CausalCodec.readKnowledge(new ByteReader(hostile)), bytes);
    assertThat(allocated).isLessThan(16_384 + 64L * bytes.length);
  }

  private static void assertMalformed(String hex) {
    assertThatThrownBy(() -> CausalCodec.readDot(reader(hex)))
        .isInstanceOf(MalformedException.class);
  }

  private static void assertKnowledgeMalformed(String hex) {
    assertThatThrownBy(() -> CausalCodec.readKnowledge(reader(hex)))
        .isInstanceOf(MalformedException.class);
  }

  private static void assertSetMalformed(String hex) {
    assertThatThrownBy(() -> readSet(hex)).isInstanceOf(MalformedException.class);
  }

  private static IntervalSet readSet(String hex) throws MalformedException {
    return CausalCodec.readIntervalSet(reader(hex));
  }

  private static ByteReader reader(String hex) {
    return new ByteReader(HexFormat.of().parseHex(hex));
  }

  private static byte[] bytesOf(Knowledge knowledge) {
    ByteWriter to = new ByteWriter();
    CausalCodec.write(to, knowledge);
    return to.toBytes();
  }

  private static String hex(ByteWriter writer) {
    return HexFormat.of().formatHex(writer.toBytes());
  }

  @Provide
  Arbitrary<IntervalSet> intervalSets() {
    return CausalArbitraries.intervalSets();
  }

  @Provide
  Arbitrary<Knowledge> knowledge() {
    return CausalArbitraries.knowledge();
  }

  @Provide
  Arbitrary<Dot> dots() {
    return CausalArbitraries.dots();
  }
}
