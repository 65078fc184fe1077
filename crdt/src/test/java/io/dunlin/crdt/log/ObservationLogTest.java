package io.dunlin.crdt.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Example;

class ObservationLogTest {
  private static final LogId LOG = new LogId(new ReplicaId(0, 1), 1, 2);
  private final ObservationLog log = new ObservationLog();

  @Example
  void findsObservationsInBlocks() {
    assertThat(log.add(LOG, 1, records("a", "", "ccc"))).isEqualTo(3);
    assertThat(log.add(LOG, 10, records("x"))).isEqualTo(1);
    assertThat(text(1)).isEqualTo("a");
    assertThat(text(2)).isEmpty();
    assertThat(text(3)).isEqualTo("ccc");
    assertThat(text(4)).isEqualTo("nothing");
    assertThat(text(10)).isEqualTo("x");
    assertThat(log.blocks()).isEqualTo(2);
    assertThat(log.held()).isEqualTo(places(IntervalSet.of(1, 3).plus(10)));
  }

  @Example
  void forgetsWhatIsRetiredAndDoesNotAskForItAgain() {
    log.add(LOG, 1, records("a", "b", "c"));
    log.add(LOG, 4, records("d", "e"));
    assertThat(log.retain(Retention.none().retireBelow(LOG, 4))).isEqualTo(3);
    assertThat(text(3)).isEqualTo("nothing");
    assertThat(text(4)).isEqualTo("d");
    assertThat(log.blocks()).isEqualTo(1);
    assertThat(log.seen()).isEqualTo(places(IntervalSet.of(1, 5)));
    assertThat(log.add(LOG, 1, records("a", "b", "c"))).isZero();
    assertThat(text(1)).isEqualTo("nothing");
  }

  @Example
  void evictsOnlyWhatAGatewayHolds() {
    log.add(LOG, 1, records("a", "b", "c"));
    Knowledge all = places(IntervalSet.of(1, 3));
    assertThat(log.evict(all)).isZero();
    assertThat(log.retain(Retention.none().commit(places(IntervalSet.of(2))))).isZero();
    assertThat(log.evict(all)).isEqualTo(1);
    assertThat(log.held()).isEqualTo(places(IntervalSet.of(1).plus(3)));
    assertThat(text(3)).isEqualTo("c");
    assertThat(log.seen()).isEqualTo(all);
  }

  @Example
  void refusesMemoryThatIsNotRecords() {
    for (byte[] bytes : new byte[][] {{}, {0}, {0, 2, 1}, {0, 0, 5}}) {
      assertThatThrownBy(() -> log.add(LOG, 1, ByteBuffer.wrap(bytes)))
          .isInstanceOf(IllegalArgumentException.class);
    }
    log.add(LOG, 5, records("a", "b"));
    assertThatThrownBy(() -> log.add(LOG, 6, records("b", "c")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(log.seen()).isEqualTo(places(IntervalSet.of(5, 6)));
  }

  private String text(long seq) {
    return log.get(new Dot(LOG, seq))
        .map(bytes -> StandardCharsets.US_ASCII.decode(bytes).toString())
        .orElse("nothing");
  }

  private static Knowledge places(IntervalSet places) {
    return Knowledge.empty().plus(LOG, places);
  }

  private static ByteBuffer records(String... texts) {
    ByteBuffer records = ByteBuffer.allocate(100);
    for (String text : texts) {
      records.putShort((short) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
    }
    return records.flip();
  }
}
