package io.dunlin.runtime.task;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.progress.MissionProgress;
import io.dunlin.runtime.progress.Quorum;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.state.StateView;
import io.dunlin.runtime.state.TaskSpec;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** What has to be so before a task may start, apart from cores, memory and inputs. */
final class Gate {
  private final StateView view;
  private final SortedSet<ReplicaId> reachable;
  private final Member device;

  /**
   * @param reachable with this device
   */
  Gate(StateView view, SortedSet<ReplicaId> reachable, Member device) {
    this.view = view;
    this.reachable = reachable;
    this.device = device;
  }

  /**
   * In a sentence, what the task waits for; null when nothing keeps it.
   *
   * @param utcMillis anchored UTC, or below 0 without an anchor: then no window is waited for
   */
  @Nullable String waitsFor(TaskSpec spec, MissionProgress progress, long utcMillis) {
    long start = progress.live().mission().startMillis();
    if (utcMillis >= 0 && utcMillis < start) return "the mission's window has not begun";
    long end = progress.live().mission().endMillis();
    if (utcMillis >= 0 && end > 0 && utcMillis > end) return "the mission's window is over";
    for (TaskSpec.Take take : spec.takes()) {
      if (!progress.task(take.from()).done()) return "task " + take.from() + " to be done";
    }
    for (String before : spec.after()) {
      if (!progress.task(before).done()) return "task " + before + " to be done";
    }
    return Quorum.refusal(spec.partitionPolicy(), view.members(), reachable);
  }

  /** Why this device can never run it, null when it can. The planner sees to it; plans age. */
  @Nullable String impossible(TaskSpec spec) {
    if (spec.cores() > device.cores()) {
      return "needs " + spec.cores() + " cores, this device has " + device.cores();
    }
    if (spec.memoryBytes() > device.memoryBytes()) {
      return "needs "
          + spec.memoryBytes()
          + " bytes of memory, this device has "
          + device.memoryBytes();
    }
    return null;
  }
}
