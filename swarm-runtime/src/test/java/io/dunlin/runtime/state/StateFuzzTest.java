package io.dunlin.runtime.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.Stamp;
import io.dunlin.crdt.codec.ChangeCodec;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.crdt.map.Change;
import io.dunlin.runtime.step.LogEntry;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What a hostile writer puts under the keys of SwarmState, and bodies that are no change at all.
 * Jazzer looks for them with {@code JAZZER_FUZZ=1}; in every build a seeded loop alters real ones.
 */
class StateFuzzTest {
  private static final List<String> KEYS =
      List.of(
          "member/",
          "link/",
          "mission/",
          "plan/",
          "attempt/",
          "committed/",
          "series/",
          "catalogue/",
          "status/",
          "lost/");
  private static final Dot DOT = Dot.of(new ReplicaId(1, 2), 3, 1, 1);
  private static final int ALTERED = 5_000;

  /** Reading one value: so many bytes for each of its own, and the view around it. */
  private static final long ALLOCATED_PER_BYTE = 512;

  private static final long ALLOCATED_BESIDE = 256 * 1024;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  // Classes are loaded, and instrumented, on the thread that first needs them.
  static {
    real().forEach(put -> read(put.key(), Objects.requireNonNull(put.value())));
  }

  private static StateView read(String key, byte[] value) {
    var state = new SwarmState((_, _) -> true);
    state.apply(state.write(new Put(key, value), DOT, new Stamp(0, 0)));
    return state.view();
  }

  private static void value(String key, byte[] value) {
    long allocated = THREADS.getCurrentThreadAllocatedBytes();
    StateView view = read(key, value);
    long more = THREADS.getCurrentThreadAllocatedBytes() - allocated;
    assertThat(more).isLessThan(ALLOCATED_BESIDE + ALLOCATED_PER_BYTE * value.length);
    assertThat(view.members()).hasSizeLessThanOrEqualTo(1);
  }

  private static void change(byte[] body) {
    try {
      Change change = ChangeCodec.read(DOT, body);
      var state = new SwarmState((_, _) -> true);
      state.apply(change);
      assertThat(state.view().members()).hasSizeLessThanOrEqualTo(1);
    } catch (MalformedException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  /** First byte: which key; then the key's rest up to a zero; then the value. */
  @FuzzTest
  void noChangeDoesHarm(byte[] input) {
    if (input.length == 0 || input.length > LogEntry.BODY_BYTES_MAX) {
      return;
    }
    change(input);
    int at = 1;
    while (at < input.length && at < 100 && input[at] != 0) at++;
    String rest = new String(input, 1, at - 1, StandardCharsets.ISO_8859_1);
    byte[] value = Arrays.copyOfRange(input, Math.min(at + 1, input.length), input.length);
    value(KEYS.get((input[0] & 0xff) % KEYS.size()) + rest, value);
  }

  private static List<Put> real() {
    var id = new ReplicaId(7, 9);
    var member =
        new Member(
            id,
            "hut",
            Role.GATEWAY,
            new byte[44],
            5,
            "1",
            1,
            2,
            1 << 28,
            new TreeSet<>(List.of("camera")),
            new TreeSet<>(List.of("detect")),
            new TreeSet<>(),
            "coap://127.0.0.1:1",
            0);
    var puts = new ArrayList<Put>();
    puts.add(member.put());
    puts.add(new LinkRow(id, List.of()).put());
    puts.add(new Committed(id, Knowledge.empty().plus(DOT)).put());
    return puts;
  }

  @Test
  void alteredValuesDoNoHarm() {
    var random = new SplittableRandom(4);
    List<Put> real = real();
    var tried = new TreeMap<String, Integer>();
    for (int i = 0; i < ALTERED; i++) {
      Put put = real.get(random.nextInt(real.size()));
      byte[] value = Objects.requireNonNull(put.value()).clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        value[random.nextInt(value.length)] = (byte) random.nextInt();
      }
      value(put.key(), value);
      tried.merge(put.key(), 1, Integer::sum);
    }
    assertThat(tried).hasSize(real.size());
  }
}
