package io.dunlin.runtime.sim;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.codec.ChangeCodec;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.crdt.map.Change;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.LogEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sees every acknowledgement from outside the devices and knows what must hold: the invariants of
 * the architecture by their numbers. Memory O(acknowledged entries).
 */
final class Oracle {
  private static final int BROKEN_MAX = 20;

  /** What its origin last wrote under a dot; a refused dot is handed out again. */
  private final Map<Dot, Integer> written = new HashMap<>();

  /** What somebody acknowledged. */
  private final Map<Dot, Integer> contents = new HashMap<>();

  private final Map<Dot, Change> changes = new HashMap<>();
  private Knowledge excused = Knowledge.empty();
  private final List<String> broken = new ArrayList<>();
  long observations;
  long deliveries;
  long deliveredBytes;

  /** Says that something is not as it must be; the run ends. */
  void broke(int invariant, long nowNanos, String who, String what) {
    if (broken.size() < BROKEN_MAX) {
      broken.add("invariant %d at %.3f s, %s: %s".formatted(invariant, nowNanos / 1e9, who, what));
    }
  }

  boolean isBroken() {
    return !broken.isEmpty();
  }

  List<String> broken() {
    return List.copyOf(broken);
  }

  /** A device hands own entries to its journal. */
  void written(List<LogEntry> entries) {
    for (LogEntry entry : entries) written.put(entry.dot(), content(entry));
  }

  private static int content(LogEntry entry) {
    int content = Arrays.hashCode(entry.body()) * 31 + entry.kind();
    return content * 31 + Long.hashCode(entry.bootNanos());
  }

  /** A device told that these are on its medium. */
  void durable(SimDevice device, List<LogEntry> entries, long nowNanos) {
    for (LogEntry entry : entries) {
      int content = content(entry);
      Integer before = contents.putIfAbsent(entry.dot(), content);
      if (before == null) {
        Integer origin = written.remove(entry.dot());
        if (origin == null || origin != content) {
          broke(2, nowNanos, device.name(), "not what its origin wrote: " + entry.dot());
        }
        if (entry.kind() == EntryKind.OBSERVATION) observations++;
        if (entry.kind() == EntryKind.STATE) note(entry);
      } else if (before != content) {
        broke(2, nowNanos, device.name(), "another content of " + entry.dot());
      }
      if (!device.isOwn(entry.dot())) {
        deliveries++;
        deliveredBytes += entry.body().length;
      }
    }
  }

  private void note(LogEntry entry) {
    try {
      changes.put(entry.dot(), ChangeCodec.read(entry.dot(), entry.body()));
    } catch (MalformedException e) {
      throw new IllegalStateException("an own change does not read", e);
    }
  }

  /** A device came back: what it held is there, unless its medium was damaged in between. */
  void recovered(SimDevice device, Knowledge before, Knowledge after, boolean damaged, long now) {
    Knowledge missing = before.minus(after);
    if (!missing.isEmpty() && !damaged) {
      broke(1, now, device.name(), missing.count() + " committed entries gone: " + first(missing));
    }
  }

  /** A medium lost entries for good; those nobody else holds need not be found again. */
  void damaged(Knowledge lost, Collection<Knowledge> others) {
    Knowledge left = lost;
    for (Knowledge other : others) left = left.minus(other);
    excused = excused.join(left);
  }

  /** Every acknowledged entry is on some medium. Gives how many could not be expected to be. */
  long checkNothingLost(Collection<Knowledge> held, long nowNanos) {
    Knowledge all = Knowledge.joinAll(List.copyOf(held));
    long gone = 0;
    for (Dot dot : contents.keySet()) {
      if (all.contains(dot)) continue;
      if (excused.contains(dot)) gone++;
      else broke(1, nowNanos, "swarm", "acknowledged and on no medium: " + dot);
    }
    return gone;
  }

  /** What a set of entries makes of SwarmState, by the plainest rule: key to the live winner. */
  private Map<String, Change> expected(Knowledge held) {
    Set<Dot> covered = new HashSet<>();
    List<Change> known = new ArrayList<>();
    for (Change change : changes.values()) {
      if (!held.contains(change.dot())) continue;
      known.add(change);
      covered.addAll(change.covers());
    }
    Map<String, Change> winners = new TreeMap<>();
    for (Change change : known) {
      if (change.value() == null || covered.contains(change.dot())) continue;
      winners.merge(change.key(), change, Oracle::later);
    }
    return winners;
  }

  private static Change later(Change a, Change b) {
    int order = a.stamp().compareTo(b.stamp());
    if (order == 0) order = a.dot().compareTo(b.dot());
    return order > 0 ? a : b;
  }

  /** Invariant 4: what a device shows is what the acknowledged writes say, deletions included. */
  void checkState(SimDevice device, long nowNanos) {
    Map<String, Change> winners = expected(device.held());
    Set<String> keys = new HashSet<>();
    for (Change change : changes.values()) keys.add(change.key());
    for (String key : keys) {
      Change winner = winners.get(key);
      byte @Nullable [] shown = device.stateValue(key);
      byte @Nullable [] due = winner == null ? null : winner.value();
      if (!Arrays.equals(shown, due)) {
        String what = due == null ? "came back: " : shown == null ? "is gone: " : "is another: ";
        broke(4, nowNanos, device.name(), "the value of a key " + what + key);
        return;
      }
    }
  }

  /** Invariant 5: a committed set is within what the gateway held, and is never withdrawn. */
  void checkCommitted(SimDevice device, Map<String, Knowledge> promised, long nowNanos) {
    device
        .committed()
        .forEach((gateway, shown) -> {
          Knowledge really = promised.getOrDefault(gateway.toString(), Knowledge.empty());
          if (!really.containsAll(shown)) {
            broke(5, nowNanos, device.name(), "committed by nobody: " + first(shown.minus(really)));
          }
        });
  }

  static String first(Knowledge some) {
    return some.isEmpty() ? "" : some.logs().firstEntry().toString();
  }
}
