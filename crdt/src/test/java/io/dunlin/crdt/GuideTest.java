package io.dunlin.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.causal.Stamp;
import io.dunlin.crdt.codec.CausalCodecs;
import io.dunlin.crdt.codec.Codecs;
import io.dunlin.crdt.codec.LogNames;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.crdt.codec.StateCodec;
import io.dunlin.crdt.counter.GCounter;
import io.dunlin.crdt.map.LwwMap;
import io.dunlin.crdt.reconcile.HashKey;
import io.dunlin.crdt.reconcile.SymbolDecoder;
import io.dunlin.crdt.reconcile.SymbolStream;
import io.dunlin.crdt.set.ORSet;
import io.dunlin.crdt.set.ORSetStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The guide, {@code docs/explanation/crdt.md}: its blocks of Java stand here and are run. */
class GuideTest {
  private final ReplicaId alice = new ReplicaId(0, 1);
  private final ReplicaId bob = new ReplicaId(0, 2);
  private final LogId log = new LogId(alice, 1, 0);
  private final long nonce = 12;

  @Test
  void values() {
    GCounter here = GCounter.zero();
    GCounter there = GCounter.zero();
    GCounter delta = here.plus(alice, 3);
    here = here.join(delta);
    there = there.join(there.plus(bob, 4)).join(delta).join(delta);
    here = here.join(there);
    assertThat(here.value()).isEqualTo(7);
    assertThat(here).isEqualTo(there);
  }

  @Test
  void dots() {
    ORSet<String> set = ORSet.empty();
    set = set.join(set.plus(Dot.of(alice, 1, 0, 1), "apple"));
    ORSet<String> other = set;
    set = set.join(set.minus("apple"));
    other = other.join(other.plus(Dot.of(bob, 1, 0, 1), "apple"));
    assertThat(set.join(other).elements()).containsExactly("apple");
  }

  @Test
  void storesAndBytes() throws MalformedException {
    ORSetStore<Long> store = new ORSetStore<>();
    ORSet<Long> toSend = store.add(Dot.of(alice, 1, 0, 1), 42L);
    ORSetStore<Long> peer = new ORSetStore<>();
    peer.apply(toSend);
    assertThat(peer.contains(42L)).isTrue();
    assertThat(peer.snapshot()).isEqualTo(store.snapshot());

    StateCodec<ORSet<Long>> codec = CausalCodecs.orSet(Codecs.fixedLong());
    byte[] bytes = codec.bytes(toSend);
    assertThat(codec.read(bytes)).isEqualTo(toSend);
    byte[] shorter = codec.with(LogNames.dictionary(List.of(log))).bytes(toSend);
    assertThat(shorter).hasSize(15);
  }

  @Test
  void differences() {
    LwwMap<String, Long> mine = LwwMap.empty();
    mine = mine.join(mine.put(Dot.of(alice, 1, 0, 1), new Stamp(1000, 0), "depth", 12L));
    LwwMap<String, Long> yours = mine;
    mine = mine.join(mine.put(Dot.of(alice, 1, 0, 2), new Stamp(2000, 0), "speed", 3L));
    LwwMap<String, Long> missing = mine.difference(yours).orElseThrow();
    assertThat(missing.entries()).containsOnlyKeys("speed");
    assertThat(mine.difference(yours.join(missing))).isEmpty();
  }

  @Test
  void symbols() {
    HashKey key = new HashKey(nonce, 7);
    SymbolStream stream = new SymbolStream(key, new long[] {1, 2, 3, 4});
    SymbolDecoder decoder = new SymbolDecoder(key, new long[] {2, 3, 4, 5}, 1000);
    while (!decoder.take(stream.next()) && !decoder.hasFailed()) {}
    assertThat(decoder.onlyThere()).containsExactly(1);
    assertThat(decoder.onlyHere()).containsExactly(5);
  }

  @Test
  void theGuideShowsWhatRunsHere() throws IOException {
    Path root = Path.of(Objects.requireNonNull(System.getProperty("dunlin.root")));
    String guide = Files.readString(root.resolve("docs/explanation/crdt.md"));
    String test =
        Files.readString(root.resolve("crdt/src/test/java/io/dunlin/crdt/GuideTest.java"));
    List<String> blocks =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(guide)
            .results()
            .map(block -> block.group(1))
            .toList();
    assertThat(blocks).hasSize(6);
    for (String block : blocks) {
      assertThat(bare(test)).contains(bare(block));
    }
  }

  private static String bare(String code) {
    return code.replaceAll("\\s+", " ");
  }
}
