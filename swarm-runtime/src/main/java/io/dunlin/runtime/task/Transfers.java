package io.dunlin.runtime.task;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.progress.Holders;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which blobs are here, which are on their way, and when to ask again for one that failed. */
final class Transfers {
  private static final int HELD_MAX = 4096;

  private final ReplicaId self;
  private final TaskSettings settings;
  private final TreeSet<String> held = new TreeSet<>();
  private final TreeSet<String> inFlight = new TreeSet<>();
  private final Map<String, Trouble> troubles = new HashMap<>();

  /** Failures of one blob in a row. */
  private record Trouble(int failures, long againNanos, String why) {}

  Transfers(ReplicaId self, TaskSettings settings, Collection<String> heldAtStart) {
    this.self = self;
    this.settings = settings;
    held.addAll(heldAtStart);
  }

  boolean has(String hash) {
    return held.contains(hash);
  }

  boolean onItsWay(String hash) {
    return inFlight.contains(hash);
  }

  void arrived(String hash) {
    inFlight.remove(hash);
    troubles.remove(hash);
    held.add(hash);
  }

  void failed(String hash, String why, long nowNanos) {
    inFlight.remove(hash);
    Trouble before = troubles.get(hash);
    int failures = before == null ? 1 : before.failures + 1;
    troubles.put(hash, new Trouble(failures, nowNanos + settings.pauseNanos(failures), why));
  }

  /** Why a blob is given up, null while there is hope. */
  @Nullable String hopeless(String hash) {
    Trouble trouble = troubles.get(hash);
    return trouble == null || trouble.failures < settings.fetchTriesMax() ? null : trouble.why;
  }

  /** The store dropped it. */
  void gone(String hash) {
    held.remove(hash);
  }

  /**
   * Forgets the failures of blobs that no run wants any more, and, beyond {@link #HELD_MAX}, the
   * blobs here that no live mission names.
   */
  void forget(SortedSet<String> wanted, SortedSet<String> named) {
    troubles.keySet().retainAll(wanted);
    if (held.size() > HELD_MAX) held.retainAll(named);
  }

  /**
   * The fetch to make now, null when it is too early, nobody has it, or enough are on their way.
   */
  TaskEffect.@Nullable Fetch next(
      RunRequest.Input input, Holders holders, SortedSet<ReplicaId> reachable, long nowNanos) {
    if (held.contains(input.hash()) || inFlight.contains(input.hash())) return null;
    if (inFlight.size() >= settings.fetchesMax()) return null;
    Trouble trouble = troubles.get(input.hash());
    if (trouble != null && nowNanos - trouble.againNanos < 0) return null;
    List<ReplicaId> there = new ArrayList<>(holders.of(input.hash()));
    there.removeIf(device -> device.equals(self) || !reachable.contains(device));
    if (there.isEmpty()) return null;
    if (trouble != null) Collections.rotate(there, -trouble.failures);
    inFlight.add(input.hash());
    return new TaskEffect.Fetch(input.hash(), input.sizeBytes(), there);
  }

  SortedSet<String> held() {
    return Collections.unmodifiableSortedSet(held);
  }
}
