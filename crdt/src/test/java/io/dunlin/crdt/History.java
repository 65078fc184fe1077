package io.dunlin.crdt;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Stamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every history of a few writes by three replicas: who wrote which of some operations, all on one
 * argument, and which earlier writes each had seen, causes before effects. Replicas are numbered as
 * they come, for they are all alike. What a replica reads that has seen all of it is checked: one
 * that has seen less is at the end of a shorter history. Sets of writes are bits.
 */
public final class History<T extends Lattice<T>> {
  private static final int REPLICAS = 3;
  private final LatticeLaws<T> type;
  private final int length;
  private final int[] ops;
  private final List<Write> writes = new ArrayList<>();
  private final List<T> deltas = new ArrayList<>();

  /** For each write, those its writer had seen. */
  private final int[] seenBy;

  private long histories;

  private History(LatticeLaws<T> type, int length, int... ops) {
    this.type = type;
    this.length = length;
    this.ops = ops;
    this.seenBy = new int[length];
  }

  /** Checks every history of so many writes and fewer; returns how many there were. */
  public static <T extends Lattice<T>> long forEach(LatticeLaws<T> type, int length, int... ops) {
    History<T> history = new History<>(type, length, ops);
    history.extend();
    return history.histories;
  }

  private void extend() {
    check();
    int k = writes.size();
    if (k == length) {
      return;
    }
    int replicas = (int) writes.stream().map(write -> write.dot().origin()).distinct().count();
    replicas = Math.min(REPLICAS, replicas + 1);
    for (int seen = 0; seen < 1 << k; seen++) {
      for (int replica = 0; replica < replicas; replica++) {
        if (isClosed(seen) && (ownWrites(replica) & ~seen) == 0) {
          T state = joined(seen, false);
          for (int op : ops) {
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

  private void check() {
    histories++;
    int all = (1 << writes.size()) - 1;
    T forwards = joined(all, false);
    T again = deltas.stream().reduce(forwards, Lattice::join);
    if (!joined(all, true).equals(forwards) || !again.equals(forwards)) {
      throw new AssertionError("order or repetition counts after " + describe());
    }
    Object read = type.read(forwards);
    Object specified = type.specified(sight(all));
    if (!read.equals(specified)) {
      throw new AssertionError(read + " instead of " + specified + " after " + describe());
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

  private String describe() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < writes.size(); i++) {
      text.append("\n").append(writes.get(i)).append(" saw ");
      text.append(Integer.toBinaryString(seenBy[i]));
    }
    return text.toString();
  }
}
