package io.dunlin.runtime.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.causal.Dot;
import java.util.ArrayList;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Who wants some lanes only gets these, gives all it writes, and is as quiet as anybody. */
class SyncInterestTest {
  private static final int URGENT_AND_STATE = 0b11;

  @Property(tries = 30)
  void getsWhatItWantsAndGivesWhatItWrites(
      @ForAll long seed, @ForAll @IntRange(max = 50) int lossPercent) {
    var net = new Net(seed);
    SimNode one = net.add(1_024);
    SimNode other = net.add(1_024);
    SimNode reader = net.addWanting(URGENT_AND_STATE);
    net.lossPercent = lossPercent;
    net.connectAll();
    for (int round = 0; round < 10; round++) {
      for (SimNode node : net.nodes) {
        node.write(0, 1, 5);
        node.write(1, 1, 20);
        node.write(2, 3, 10);
      }
      net.run(1_000);
    }
    net.run(60_000);
    var all = new TreeSet<Dot>();
    net.nodes.forEach(node -> all.addAll(node.journal.keySet()));
    assertThat(one.journal.keySet()).isEqualTo(all);
    assertThat(other.journal.keySet()).isEqualTo(all);
    all.removeIf(dot -> dot.log().lane() == 2 && !dot.origin().equals(reader.id));
    assertThat(reader.journal.keySet()).isEqualTo(all);
    assertThat(net.nodes).allSatisfy(n -> assertThat(n.machine.peers()).allMatch(PeerView::equal));
    var packets = new ArrayList<Net.Sent>();
    net.watch = packets::add;
    net.run(20_000);
    assertThat(packets).isNotEmpty().allMatch(sent -> sent.type() == Header.BEACON);
  }
}
