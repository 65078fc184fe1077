package io.dunlin.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Stamp;
import io.dunlin.crdt.counter.GCounter;
import io.dunlin.crdt.flag.DisableWinsFlag;
import io.dunlin.crdt.flag.EnableWinsFlag;
import io.dunlin.crdt.map.LwwMap;
import io.dunlin.crdt.map.ORMap;
import io.dunlin.crdt.register.LwwRegister;
import io.dunlin.crdt.register.MvRegister;
import io.dunlin.crdt.set.ORSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What went wrong in other libraries, by the names of their issues. */
class KnownBugsTest {
  private static final MvRegister<String> REGISTER = MvRegister.empty();

  /**
   * riak_dt #82: in the join of sets, maps and flags a thing that both hold, by different writes,
   * lost the one that the other side had not seen.
   */
  @Test
  void riak82SharedThingsKeepTheWritesOfBothSides() {
    ORSet<String> a = ORSet.<String>empty().plus(dot(1, 1), "x");
    ORSet<String> b = a.join(a.plus(dot(2, 1), "x"));
    ORSet<String> onlySecond = a.join(b);
    // b's add has seen a's; a remove of what a saw alone leaves b's.
    assertThat(onlySecond.join(a.minus("x")).elements()).containsExactly("x");
    ORSet<String> c = a.join(a.plus(dot(3, 1), "x"));
    assertThat(b.join(c).join(b.minus("x")).elements()).containsExactly("x");

    EnableWinsFlag on = EnableWinsFlag.initial().enable(dot(1, 1));
    EnableWinsFlag again = on.join(on.enable(dot(2, 1)));
    assertThat(again.join(on.disable()).isOn()).isTrue();
    DisableWinsFlag off = DisableWinsFlag.initial().disable(dot(1, 1));
    DisableWinsFlag offAgain = off.join(off.disable(dot(2, 1)));
    assertThat(offAgain.join(off.enable()).isOn()).isFalse();
  }

  /** riak_dt #100: a register in a map, removed and written again, showed an older value. */
  @Test
  void riak100ARegisterInAMapDoesNotGoBackInTime() {
    ORMap<String, MvRegister<String>> map = ORMap.empty();
    map = map.join(map.update("k", REGISTER, r -> r.write(dot(1, 1), "old")));
    ORMap<String, MvRegister<String>> late = map;
    map = map.join(map.remove("k"));
    map = map.join(map.update("k", REGISTER, r -> r.write(dot(2, 1), "new")));
    assertThat(map.join(late).get("k", REGISTER).values()).containsExactly("new");

    LwwMap<String, String> lww = LwwMap.empty();
    lww = lww.join(lww.put(dot(1, 1), new Stamp(100, 0), "k", "old"));
    LwwMap<String, String> lateLww = lww;
    lww = lww.join(lww.put(dot(2, 1), new Stamp(1, 0), "k", "new, by a slow clock"));
    assertThat(lww.join(lateLww).get("k")).contains("new, by a slow clock");
  }

  /** akka #22631: deltas that came late or twice undid what later ones had done. */
  @Test
  void akka22631OldDeltasUndoNothing() {
    GCounter counter = GCounter.zero();
    GCounter first = counter.plus(replica(1), 5);
    counter = counter.join(first);
    counter = counter.join(counter.plus(replica(1), 5));
    assertThat(counter.join(first).value()).isEqualTo(10);

    ORSet<String> set = ORSet.empty();
    ORSet<String> add = set.plus(dot(1, 1), "x");
    set = set.join(add);
    set = set.join(set.minus("x"));
    assertThat(set.join(add).elements()).isEmpty();
  }

  /**
   * akka #22648: an add in a delta removed other elements, since the delta's context said more than
   * the delta held.
   */
  @Test
  void akka22648ADeltaRemovesNothingItDoesNotSpeakOf() {
    ORSet<String> a = ORSet.empty();
    a = a.join(a.plus(dot(1, 1), "x"));
    ORSet<String> addY = a.plus(dot(1, 2), "y");
    ORSet<String> other = a.join(a.plus(dot(2, 1), "z"));
    assertThat(other.join(addY).elements()).containsExactlyInAnyOrder("x", "y", "z");
    assertThat(addY.context().count()).isEqualTo(1);
  }

  /** akka #22890: a remove overtaking the add it saw, or joined with others, lost elements. */
  @Test
  void akka22890RemovesAndAddsInAnyOrderLoseNothing() {
    ORSet<String> origin = ORSet.empty();
    ORSet<String> addX = origin.plus(dot(1, 1), "x");
    origin = origin.join(addX);
    ORSet<String> addY = origin.plus(dot(1, 2), "y");
    origin = origin.join(addY);
    ORSet<String> removeX = origin.minus("x");
    origin = origin.join(removeX);
    ORSet<String> addXAgain = origin.plus(dot(1, 3), "x");
    origin = origin.join(addXAgain);

    List<ORSet<String>> deltas = List.of(addX, addY, removeX, addXAgain);
    for (int order = 0; order < 24; order++) {
      assertThat(joined(deltas, order)).isEqualTo(origin);
    }
    assertThat(origin.elements()).containsExactly("y", "x");
    ORSet<String> group = removeX.join(addXAgain);
    assertThat(addX.join(addY).join(group).elements()).containsExactlyInAnyOrder("x", "y");
  }

  /** delta-enabled-crdts #7: with equal stamps the join kept its left side, whichever that was. */
  @Test
  void deltaEnabled7ATieHasOneWinner() {
    LwwRegister<String> a = new LwwRegister<>(new Stamp(7, 0), dot(1, 1), "a");
    LwwRegister<String> b = new LwwRegister<>(new Stamp(7, 0), dot(2, 1), "b");
    assertThat(a.join(b)).isEqualTo(b.join(a)).isEqualTo(b);

    LwwMap<String, String> left =
        LwwMap.<String, String>empty().put(dot(1, 1), a.stamp(), "k", "a");
    LwwMap<String, String> right =
        LwwMap.<String, String>empty().put(dot(2, 1), b.stamp(), "k", "b");
    assertThat(left.join(right)).isEqualTo(right.join(left));
    assertThat(left.join(right).get("k")).isEqualTo(right.join(left).get("k")).contains("b");
  }

  /** The deltas joined in the order of that number, of all there are. */
  private static ORSet<String> joined(List<ORSet<String>> deltas, int order) {
    List<ORSet<String>> rest = new ArrayList<>(deltas);
    ORSet<String> state = ORSet.empty();
    int number = order;
    while (!rest.isEmpty()) {
      state = state.join(rest.remove(number % rest.size()));
      number /= rest.size() + 1;
    }
    return state;
  }

  private static ReplicaId replica(int number) {
    return new ReplicaId(0, number);
  }

  private static Dot dot(int replica, long seq) {
    return Dot.of(replica(replica), 1, 0, seq);
  }
}
