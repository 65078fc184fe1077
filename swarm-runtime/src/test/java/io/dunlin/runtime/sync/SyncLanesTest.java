package io.dunlin.runtime.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.causal.Dot;
import org.junit.jupiter.api.Test;

/** On a slow link alarms and control overtake whatever else waits, and the link's rate is kept. */
class SyncLanesTest {
  private static final int URGENT = 0;
  private static final int STATE = 1;
  private static final int BULK = 3;
  private static final long RATE = 8 * 1024;

  private final Net net = new Net(17);
  private final SimNode a = net.add(1_024);
  private final SimNode b = net.add(1_024);

  private void bulkUnderWay(int count, int bodyBytes) {
    net.connect(a, b);
    net.run(1_000);
    a.step(new SyncInput.LinkRate("n:1", RATE));
    b.step(new SyncInput.LinkRate("n:0", RATE));
    a.write(BULK, count, bodyBytes);
    net.run(3_000);
    assertThat(net.totalBytes()).as("bulk under way").isGreaterThan(RATE);
    assertThat(b.journal).hasSizeLessThan(count);
  }

  private long millisUntilAtB(int lane) {
    a.write(lane, 1, 10);
    var dot = Dot.of(a.id, a.epoch, lane, 1);
    for (int millis = 0; millis < 60_000; millis += 10) {
      if (b.knowledge().contains(dot)) {
        return millis;
      }
      net.run(10);
    }
    return Long.MAX_VALUE;
  }

  @Test
  void alarmsOvertakeBulk() {
    bulkUnderWay(300, 500);
    assertThat(millisUntilAtB(URGENT)).as("virtual ms").isLessThan(500);
    assertThat(millisUntilAtB(STATE)).as("virtual ms").isLessThan(500);
    assertThat(b.journal).as("bulk still under way").hasSizeLessThan(302);
  }

  @Test
  void alarmsOvertakeTheChunksOfLargeEntries() {
    bulkUnderWay(4, 60_000);
    assertThat(millisUntilAtB(URGENT)).as("virtual ms").isLessThan(500);
    assertThat(b.journal).as("bulk still under way").hasSizeLessThan(5);
  }

  @Test
  void theRateOfTheLinkIsKept() {
    bulkUnderWay(300, 500);
    long before = net.totalBytes();
    net.run(10_000);
    assertThat(net.totalBytes() - before).as("bytes in 10 s").isLessThan(RATE * 10);
    assertThat(net.totalBytes() - before).isGreaterThan(RATE * 10 / 3);
  }
}
