package io.dunlin.crdt.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.CausalArbitraries;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Stamp;
import io.dunlin.crdt.map.Change;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ChangeCodecTest {
  private static final ReplicaId SELF = new ReplicaId(0x0102030405060708L, 0x090a0b0c0d0e0f10L);
  private static final ReplicaId PEER = new ReplicaId(-1, 7);
  private static final Dot DOT = Dot.of(SELF, 9, 1, 5);

  private static final Change FULL =
      new Change(
          DOT,
          new Stamp(1_700_000_000_000L, 2),
          "link/ä",
          "v".getBytes(UTF_8),
          List.of(
              Dot.of(SELF, 9, 1, 4),
              Dot.of(SELF, 9, 1, 3),
              Dot.of(SELF, 8, 1, 300),
              Dot.of(PEER, -2, 0, 1)));

  /** Version 1, for ever: what is on disks and in the air must stay readable. */
  private static final String GOLDEN =
      "1080a0abfef96202076c696e6b2fc3a4017603"
          + "010000000000000008010"
          + "1ab0200"
          + "00010201"
          + "02ffffffffffffffff0000000000000007fffffffffffffffe00010000";

  @Example
  void writesTheGoldenBytes() {
    assertThat(HexFormat.of().formatHex(ChangeCodec.body(FULL))).isEqualTo(GOLDEN);
  }

  @Example
  void readsTheGoldenBytes() throws MalformedException {
    assertThat(ChangeCodec.read(DOT, HexFormat.of().parseHex(GOLDEN))).isEqualTo(FULL);
  }

  @Example
  void aRemovalHasNoValue() throws MalformedException {
    Change removal = new Change(DOT, new Stamp(-1, 0), "k", null, List.of(Dot.of(SELF, 9, 1, 4)));
    byte[] body = ChangeCodec.body(removal);
    assertThat(HexFormat.of().formatHex(body)).isEqualTo("110100016b0100010300");
    assertThat(ChangeCodec.read(DOT, body)).isEqualTo(removal);
  }

  @Example
  void refusesWhatIsBeyondTheBounds() {
    String head = "110100" + "016b";
    assertMalformed("12" + "0100" + "016b" + "00");
    assertMalformed("00");
    assertMalformed("110100" + "00" + "00");
    assertMalformed("110100" + "8102" + "6b".repeat(257) + "00");
    assertMalformed("100100" + "016b" + "81800400" + "00");
    assertMalformed("11" + "01" + "8080808008" + "016b" + "00");
    assertMalformed(head + "01" + "00" + "01" + "0040");
    assertMalformed(head + "01" + "00" + "01" + "00feffffffffffffff7f");
    assertMalformed(head + "01" + "00" + "01" + "0400");
    assertMalformed(head + "01" + "00" + "00");
    assertMalformed(head + "01" + "03" + "01" + "0300");
    assertMalformed(head + "02" + "00" + "01" + "0300" + "00" + "01" + "0200");
    assertMalformed(head + "00" + "00");
    assertMalformed(head);
  }

  @Example
  void refusesACoverThatCouldBeShorter() {
    String head = "110100" + "016b" + "01";
    assertMalformed(head + "01" + "0000000000000009" + "01" + "01" + "0300");
    assertMalformed(head + "02" + SELF + "0000000000000009" + "01" + "01" + "0300");
    assertMalformed(head + "02" + SELF + "0000000000000008" + "01" + "01" + "0300");
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void changesComeBack(@ForAll("changes") Change change) throws MalformedException {
    assertThat(ChangeCodec.read(change.dot(), ChangeCodec.body(change))).isEqualTo(change);
  }

  /**
   * What is accepted is written the same again, and nothing but a MalformedException ever comes
   * out.
   */
  @Property(tries = 20_000, edgeCases = EdgeCasesMode.NONE)
  void noOtherSpellingIsAccepted(@ForAll("changes") Change change, @ForAll long seed) {
    byte[] bytes = HostileBytes.from(ChangeCodec.body(change), new SplittableRandom(seed));
    try {
      assertThat(ChangeCodec.body(ChangeCodec.read(DOT, bytes))).isEqualTo(bytes);
    } catch (MalformedException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void allocatesNoMoreThanTheBytesAreWorth(@ForAll("changes") Change change, @ForAll long seed) {
    byte[] bytes = HostileBytes.from(ChangeCodec.body(change), new SplittableRandom(seed));
    long allocated = HostileBytes.allocatedBy(hostile -> ChangeCodec.read(DOT, hostile), bytes);
    assertThat(allocated).isLessThan(32_768 + 64L * bytes.length);
  }

  @Provide
  Arbitrary<Change> changes() {
    Arbitrary<Stamp> stamps =
        Combinators.combine(Arbitraries.longs(), Arbitraries.integers().greaterOrEqual(0))
            .as(Stamp::new);
    Arbitrary<String> keys = Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(40);
    Arbitrary<byte[]> values = Arbitraries.bytes().array(byte[].class).ofMaxSize(40);
    Arbitrary<List<Dot>> covers = CausalArbitraries.dots().list().ofMaxSize(Change.COVERS_MAX);
    return Combinators.combine(stamps, keys, values.injectNull(0.3), covers)
        .as((stamp, key, value, dots) -> new Change(DOT, stamp, key, value, dots));
  }

  private static void assertMalformed(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    assertThatThrownBy(() -> ChangeCodec.read(DOT, bytes)).isInstanceOf(MalformedException.class);
  }
}
