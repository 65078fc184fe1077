package io.dunlin.planner.compact;

import io.dunlin.planner.Effort;
import io.dunlin.planner.PlanDevice;
import io.dunlin.planner.PlanTask;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Why a device cannot run a task, looking at these two alone. */
public final class Suitability {
  /**
   * Constraints in the order in which they are asked; of several refusals the last one asked binds.
   */
  public static final List<String> ORDER =
      List.of(
          "pinned", "forbidden", "needs", "cores", "memory", "times", "together", "apart", "link");

  private Suitability() {}

  /**
   * One reason.
   *
   * @param constraint one of the words of {@code PlanOutcome.Infeasible}
   * @param sentence with values and names
   */
  public record Refusal(String constraint, String sentence) {}

  /** Null when the device can run the task. */
  public static @Nullable Refusal refusal(PlanTask task, PlanDevice device) {
    if (!task.pinned().isEmpty() && !task.pinned().contains(device.name())) {
      return new Refusal("pinned", device.name() + " is not among " + task.pinned());
    }
    if (task.forbidden().contains(device.name())) {
      return new Refusal("forbidden", device.name() + " is forbidden");
    }
    if (!device.has().containsAll(task.needs())) {
      SortedSet<String> missing = new TreeSet<>(task.needs());
      missing.removeAll(device.has());
      return new Refusal("needs", device.name() + " lacks " + String.join(", ", missing));
    }
    if (task.cores() > device.cores()) {
      return new Refusal(
          "cores", device.name() + " has " + device.cores() + " of " + task.cores() + " cores");
    }
    if (task.memoryBytes() > device.memoryBytes()) {
      return new Refusal(
          "memory",
          device.name() + " has " + device.memoryBytes() + " of " + task.memoryBytes() + " bytes");
    }
    if (task.effort() instanceof Effort.Measured(var seconds)
        && !seconds.containsKey(device.name())) {
      return new Refusal("times", device.name() + " has no measured time");
    }
    if (task.effort() instanceof Effort.Work(double work)
        && Double.isInfinite(work / device.speed())) {
      return new Refusal("times", device.name() + " would need for ever");
    }
    return null;
  }
}
