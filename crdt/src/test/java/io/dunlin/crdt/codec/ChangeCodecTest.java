package io.dunlin.crdt.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Stamp;
import io.dunlin.crdt.map.Change;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

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

  @Test
  void writesTheGoldenBytes() {
    assertThat(HexFormat.of().formatHex(ChangeCodec.body(FULL))).isEqualTo(GOLDEN);
  }

  @Test
  void readsTheGoldenBytes() throws MalformedException {
    assertThat(ChangeCodec.read(DOT, HexFormat.of().parseHex(GOLDEN))).isEqualTo(FULL);
  }

  @Test
  void aRemovalHasNoValue() throws MalformedException {
    Change removal = new Change(DOT, new Stamp(-1, 0), "k", null, List.of(Dot.of(SELF, 9, 1, 4)));
    byte[] body = ChangeCodec.body(removal);
    assertThat(HexFormat.of().formatHex(body)).isEqualTo("110100016b0100010300");
    assertThat(ChangeCodec.read(DOT, body)).isEqualTo(removal);
  }
}
