package io.dunlin.runtime.mission;

import io.dunlin.runtime.progress.MissionProgress;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.state.Role;
import io.dunlin.runtime.state.TaskSpec;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a task asks of a device and what a device offers, in the same words. */
final class Needs {
  private static final String PROGRAM = "program:";
  private static final String GATEWAY = "gateway";

  private Needs() {}

  /** Besides what the mission names, what the kind of task cannot do without. */
  static SortedSet<String> of(TaskSpec spec) {
    var words = new TreeSet<>(spec.has());
    switch (spec.kind()) {
      case PROCESS -> words.add(PROGRAM + spec.action());
      case BUILTIN -> {
        switch (spec.action()) {
          case "camera.survey" -> words.add("camera");
          case "lidar.scan" -> words.add("lidar");
          case MissionProgress.PUBLISH -> words.add(GATEWAY);
          default -> {}
        }
      }
    }
    return words;
  }

  static SortedSet<String> offeredBy(Member member) {
    var words = new TreeSet<>(member.has());
    for (String program : member.programs()) words.add(PROGRAM + program);
    if (member.role() == Role.GATEWAY) words.add(GATEWAY);
    return words;
  }

  static boolean meets(Member member, TaskSpec spec) {
    return member.cores() >= spec.cores()
        && member.memoryBytes() >= spec.memoryBytes()
        && offeredBy(member).containsAll(of(spec));
  }

  /** Why none of these members can run it, naming the constraint that binds; null if one can. */
  static @Nullable String unmet(TaskSpec spec, Collection<Member> members) {
    if (members.stream().anyMatch(member -> meets(member, spec))) return null;
    for (String word : of(spec)) {
      if (members.stream().noneMatch(m -> offeredBy(m).contains(word))) return "has " + word;
    }
    List<Member> able = members.stream().filter(m -> offeredBy(m).containsAll(of(spec))).toList();
    if (able.isEmpty()) return "has all of " + String.join(", ", of(spec)) + " at once";
    int cores = able.stream().mapToInt(Member::cores).max().orElse(0);
    if (cores < spec.cores()) {
      return "has " + spec.cores() + " cores (the best of those that fit otherwise: " + cores + ")";
    }
    long memory = able.stream().mapToLong(Member::memoryBytes).max().orElse(0);
    if (memory < spec.memoryBytes()) {
      return "has "
          + spec.memoryBytes()
          + " bytes of memory (the best of those that fit otherwise: "
          + memory
          + ")";
    }
    return "has " + spec.cores() + " cores and " + spec.memoryBytes() + " bytes of memory at once";
  }
}
