package io.dunlin.runtime.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** Two ways to one peer: entries take the cheap one, and the other when it falls silent. */
class SyncPathsTest {
  private static final int CHEAP = 1;
  private static final int DEAR = 10;

  private final Net net = new Net(4);
  private final SimNode a = net.add(1_024);
  private final SimNode b = net.add(1_024);
  private final ArrayList<Net.Sent> data = new ArrayList<>();

  private void joinTwice() {
    a.configure("n:1", CHEAP);
    a.configure("m:1", DEAR);
    b.configure("n:0", CHEAP);
    b.configure("m:0", DEAR);
    net.watch =
        sent -> {
          if (sent.type() == Header.DELTA) {
            data.add(sent);
          }
        };
    net.run(3_000);
  }

  private void writeFor(int seconds) {
    for (int second = 0; second < seconds; second++) {
      a.write(2, 2, 16);
      net.run(1_000);
    }
  }

  @Test
  void entriesTakeTheCheapWayOnly() {
    joinTwice();
    writeFor(20);
    assertThat(net.isEqual()).isTrue();
    assertThat(data).isNotEmpty().allMatch(sent -> sent.address().startsWith("n:"));
    assertThat(a.introduced).hasSize(2);
    assertThat(a.introduced).filteredOn(SyncEffect.Introduced::first).hasSize(1);
    assertThat(a.machine.peers()).singleElement().matches(PeerView::equal);
  }

  @Test
  void entriesTakeTheOtherWayWhenTheCheapOneIsCut() {
    joinTwice();
    writeFor(5);
    net.cut("n:", 0, 1, true);
    writeFor(12);
    data.clear();
    writeFor(10);
    assertThat(net.runUntilEqual(3_000)).isNotNegative();
    assertThat(data).isNotEmpty().allMatch(sent -> sent.address().startsWith("m:"));
    net.cut("n:", 0, 1, false);
    writeFor(12);
    data.clear();
    writeFor(5);
    assertThat(data).isNotEmpty().allMatch(sent -> sent.address().startsWith("n:"));
  }

  @Test
  void aPeerGoneIsLeftAlone() {
    joinTwice();
    a.step(new SyncInput.PeerGone("n:1"));
    a.step(new SyncInput.PeerGone("m:1"));
    var sent = new ArrayList<Net.Sent>();
    b.step(new SyncInput.PeerGone("n:0"));
    b.step(new SyncInput.PeerGone("m:0"));
    net.run(2_000);
    net.watch = sent::add;
    a.write(2, 1, 16);
    net.run(20_000);
    assertThat(sent).isEmpty();
  }
}
