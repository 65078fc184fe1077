package io.dunlin.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Stamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every history of a few writes by three replicas: who wrote which of the operations (the first and
 * the last two of the type, on one argument), and which earlier writes each had seen, causes before
 * effects. The first writer may as well be the first replica. Sets of writes are bits.
 */
final class History<T extends Lattice<T>> {
  private static final int REPLICAS = 3;
  private static final int[] OPS = {0, 2, 3};

  private final LatticeLaws<T> type;
  private final int length;
  private final List<Write> writes = new ArrayList<>();
  private final List<T> deltas = new ArrayList<>();

  /** For each write, those its writer had seen. */
  private final int[] seenBy;

  private long histories;

  private History(LatticeLaws<T> type, int length) {
    this.type = type;
    this.length = length;
    this.seenBy = new int[length];
  }

  /** Checks every history of so many writes and fewer; returns how many there were. */
  static <T extends Lattice<T>> long forEach(LatticeLaws<T> type, int length) {
    History<T> history = new History<>(type, length);
    history.extend();
    return history.histories;
  }

  private void extend() {
    check();
    int k = writes.size();
    if (k == length) {
      return;
    }
    for (int seen = 0; seen < 1 << k; seen++) {
      for (int replica = 0; replica < (k == 0 ? 1 : REPLICAS); replica++) {
        if (isClosed(seen) && (ownWrites(replica) & ~seen) == 0) {
          T state = joined(seen, false);
          for (int op : OPS) {
            Dot dot = Dot.of(new ReplicaId(0, replica + 1), 1, 0, 40L * k + 1);
            // Stamps fall as often as they rise: clocks are no witness of order.
            Write write = new Write(dot, new Stamp((k * 2) % 3, 0), op, 1);
            writes.add(write);
            seenBy[k] = seen;
            deltas.add(type.delta(state, write));
            extend();
            writes.removeLast();
            deltas.removeLast();
          }
        }
      }
    }
  }

  /** Whoever has seen the last write may have seen any closed set of the others. */
  private void check() {
    histories++;
    int k = writes.size();
    int all = (1 << k) - 1;
    for (int seen = 1 << k >> 1; seen <= all; seen++) {
      if (isClosed(seen)) {
        T forwards = joined(seen, false);
        T backwards = joined(seen, true);
        assertThat(backwards).isEqualTo(forwards);
        assertThat(forwards.join(backwards)).isEqualTo(forwards);
        Object specified = type.specified(sight(seen));
        if (!type.read(forwards).equals(specified)) {
          throw new AssertionError(
              type.read(forwards) + " instead of " + specified + " at " + describe(seen));
        }
      }
    }
  }

  private boolean isClosed(int seen) {
    for (int i = 0; i < writes.size(); i++) {
      if ((seen >> i & 1) == 1 && (seenBy[i] & ~seen) != 0) {
        return false;
      }
    }
    return true;
  }

  private int ownWrites(int replica) {
    int own = 0;
    for (int i = 0; i < writes.size(); i++) {
      own |= writes.get(i).dot().origin().low() == replica + 1 ? 1 << i : 0;
    }
    return own;
  }

  private T joined(int seen, boolean backwards) {
    T state = type.start();
    for (int i = 0; i < deltas.size(); i++) {
      int which = backwards ? deltas.size() - 1 - i : i;
      state = (seen >> which & 1) == 1 ? state.join(deltas.get(which)) : state;
    }
    return state;
  }

  private Sight sight(int seen) {
    Map<Write, Set<Write>> causes = new HashMap<>();
    for (int i = 0; i < writes.size(); i++) {
      causes.put(writes.get(i), chosen(seenBy[i]));
    }
    return new Sight(chosen(seen), causes);
  }

  private Set<Write> chosen(int bits) {
    Set<Write> chosen = new HashSet<>();
    for (int i = 0; i < writes.size(); i++) {
      if ((bits >> i & 1) == 1) {
        chosen.add(writes.get(i));
      }
    }
    return chosen;
  }

  private String describe(int seen) {
    StringBuilder text = new StringBuilder("a replica that saw " + Integer.toBinaryString(seen));
    for (int i = 0; i < writes.size(); i++) {
      text.append("\n").append(writes.get(i)).append(" saw ");
      text.append(Integer.toBinaryString(seenBy[i]));
    }
    return text.toString();
  }
}
