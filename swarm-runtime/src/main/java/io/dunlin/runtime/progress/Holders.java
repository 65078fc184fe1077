package io.dunlin.runtime.progress;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.StateView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who should have which blob: the devices that made it, and those whose catalogue head names it.
 */
public final class Holders {
  private final Map<String, SortedSet<ReplicaId>> makers = new HashMap<>();
  private final Map<String, SortedSet<ReplicaId>> keepers = new HashMap<>();

  private Holders() {}

  /** Cost O(outputs and catalogue entries). */
  public static Holders of(StateView view) {
    var holders = new Holders();
    for (Map.Entry<AttemptKey, Attempt> entry : view.attempts().entrySet()) {
      for (Attempt.Output output : entry.getValue().outputs()) {
        add(holders.makers, output.hash(), entry.getKey().device());
      }
    }
    view.holdings()
        .forEach(
            (device, held) -> held.blobs().forEach(hash -> add(holders.keepers, hash, device)));
    return holders;
  }

  /** Makers first, then keepers, each by id, without doubles. */
  public List<ReplicaId> of(String hash) {
    var all = new ArrayList<>(makers.getOrDefault(hash, Collections.emptySortedSet()));
    for (ReplicaId keeper : keepers.getOrDefault(hash, Collections.emptySortedSet())) {
      if (!all.contains(keeper)) all.add(keeper);
    }
    return all;
  }

  private static void add(Map<String, SortedSet<ReplicaId>> to, String hash, ReplicaId device) {
    to.computeIfAbsent(hash, _ -> new TreeSet<>()).add(device);
  }
}
