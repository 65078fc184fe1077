package io.dunlin.runtime.progress;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.state.Role;
import io.dunlin.runtime.state.TaskSpec;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What an island may do, by a task's partition policy. */
public final class Quorum {
  private Quorum() {}

  /**
   * Why the task may not run in this island, in words that follow "waits for"; null when it may.
   *
   * @param members all that were ever known, silent ones included
   * @param island those reachable, with the asking device
   */
  public static @Nullable String refusal(
      TaskSpec.PartitionPolicy policy,
      SortedMap<ReplicaId, Member> members,
      Set<ReplicaId> island) {
    return switch (policy) {
      case RUN_LOCAL -> null;
      case NEED_QUORUM -> {
        long here = members.keySet().stream().filter(island::contains).count();
        boolean majority = 2 * here > members.size();
        yield majority
            ? null
            : "a majority of the swarm: " + here + " of " + members.size() + " reachable";
      }
      case HOLD -> {
        boolean gateway =
            members.values().stream()
                .anyMatch(m -> m.role() == Role.GATEWAY && island.contains(m.id()));
        yield gateway ? null : "a reachable gateway";
      }
    };
  }
}
