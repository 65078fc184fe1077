package io.dunlin.crdt.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.LogId;
import java.util.List;

/**
 * Every reader of the library on bytes that a fuzzer invents: a value that is written with just
 * these bytes, or a {@link MalformedException}, and nothing else. In the default run Jazzer repeats
 * the inputs kept beside this class; {@code JAZZER_FUZZ=1} lets it look for more.
 */
class WireFuzzTest {
  private static final Dot DOT = Dot.of(new ReplicaId(1, 2), 3, 1, 4);
  private static final LogNames NAMES = LogNames.dictionary(List.of(new LogId(DOT.origin(), 3, 1)));

  private static final List<Codec<?>> CODECS =
      List.of(
          PlainCodecs.gCounter(),
          PlainCodecs.pnCounter(),
          PlainCodecs.gSet(Codecs.shortLong()),
          PlainCodecs.maxRegister(Codecs.fixedLong()),
          PlainCodecs.minRegister(Codecs.fixedLong()),
          PlainCodecs.lwwRegister(Codecs.string(64)),
          PlainCodecs.retention(),
          CausalCodecs.enableWinsFlag(),
          CausalCodecs.disableWinsFlag(),
          CausalCodecs.mvRegister(Codecs.shortLong()),
          CausalCodecs.orSet(Codecs.shortLong()),
          CausalCodecs.orSet(Codecs.fixedLong()).with(NAMES),
          CausalCodecs.rwSet(Codecs.shortLong()),
          CausalCodecs.lwwMap(Codecs.shortLong(), Codecs.string(64)),
          CausalCodecs.sortedLog(Codecs.shortLong()),
          CausalCodecs.orMap(
              Codecs.shortLong(),
              CausalCodecs.orMap(Codecs.shortLong(), CausalCodecs.mvRegister(Codecs.shortLong()))),
          SymbolCodec.SYMBOL);

  @FuzzTest
  void everyReaderEndsWell(byte[] bytes) {
    CODECS.forEach(codec -> readsOrRefuses(codec, bytes));
    try {
      assertThat(ChangeCodec.body(ChangeCodec.read(DOT, bytes))).isEqualTo(bytes);
    } catch (MalformedException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  private static <T> void readsOrRefuses(Codec<T> codec, byte[] bytes) {
    try {
      assertThat(codec.bytes(codec.read(bytes))).isEqualTo(bytes);
    } catch (MalformedException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
