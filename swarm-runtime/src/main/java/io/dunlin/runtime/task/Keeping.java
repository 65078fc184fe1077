package io.dunlin.runtime.task;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.progress.MissionProgress;
import io.dunlin.runtime.progress.TaskProgress;
import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.Holdings;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.state.Role;
import io.dunlin.runtime.state.StateView;
import io.dunlin.runtime.state.TaskSpec;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which blobs this device keeps and which it tells the others of. Kept are the inputs of its own
 * unfinished attempts, and of its own results those that somebody may still want: all while the
 * mission runs, afterwards those that no task took and no gateway holds, for they are what the
 * mission was for.
 */
final class Keeping {
  private final ReplicaId self;
  private final TreeSet<String> pinned = new TreeSet<>();
  private SortedSet<String> announced = new TreeSet<>();

  Keeping(ReplicaId self) {
    this.self = self;
  }

  void pins(
      StateView view,
      SortedMap<String, MissionProgress> missions,
      Collection<Run> runs,
      List<TaskEffect> effects) {
    var wanted = new TreeSet<String>();
    for (Run run : runs) wanted.addAll(run.inputHashes());
    for (MissionProgress mission : missions.values()) addOwnResults(view, mission, wanted);
    for (String hash : wanted) {
      if (pinned.add(hash)) effects.add(new TaskEffect.Pin(hash));
    }
    for (String hash : List.copyOf(pinned)) {
      if (wanted.contains(hash)) continue;
      pinned.remove(hash);
      effects.add(new TaskEffect.Unpin(hash));
    }
  }

  private void addOwnResults(StateView view, MissionProgress mission, SortedSet<String> wanted) {
    boolean over = mission.done();
    SortedSet<String> taken = new TreeSet<>();
    for (TaskProgress task : mission.tasks().values()) {
      for (TaskSpec.Take take : task.spec().takes()) taken.add(take.from() + "." + take.output());
    }
    for (TaskProgress task : mission.tasks().values()) {
      for (Attempt attempt : task.attempts().values()) {
        if (!attempt.key().device().equals(self)) continue;
        for (Attempt.Output output : attempt.outputs()) {
          boolean used = taken.contains(task.spec().name() + "." + output.name());
          boolean given = used || atGateway(view, output.hash());
          if (!over || !given) wanted.add(output.hash());
        }
      }
    }
  }

  /** A gateway collects results that no task takes, and never drops them. */
  private static boolean atGateway(StateView view, String hash) {
    for (Holdings held : view.holdings().values()) {
      Member by = view.members().get(held.device());
      if (by != null && by.role() == Role.GATEWAY && held.blobs().contains(hash)) return true;
    }
    return false;
  }

  /** Publishes the catalogue head when it changed: blobs of live missions that are here. */
  void announce(
      StateView view,
      SortedMap<String, MissionProgress> missions,
      Transfers transfers,
      List<TaskEffect> effects) {
    var named = new TreeSet<String>();
    for (MissionProgress mission : missions.values()) {
      for (TaskProgress task : mission.tasks().values()) {
        for (Attempt attempt : task.attempts().values()) {
          attempt.outputs().forEach(output -> named.add(output.hash()));
        }
      }
    }
    transfers.forget(pinned, named);
    var here = new TreeSet<String>();
    for (String hash : transfers.held()) {
      if (named.contains(hash) && here.size() < Holdings.BLOBS_MAX) here.add(hash);
    }
    Holdings told = view.holdings().get(self);
    boolean nothing = told == null && here.isEmpty();
    if (nothing || (told != null && told.blobs().equals(here)) || here.equals(announced)) return;
    announced = here;
    effects.add(new TaskEffect.Write(new Holdings(self, here).put()));
  }
}
