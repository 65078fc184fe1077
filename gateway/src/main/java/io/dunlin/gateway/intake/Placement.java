package io.dunlin.gateway.intake;

import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.state.Mission;
import io.dunlin.runtime.state.Mission.Rule;
import io.dunlin.runtime.state.Role;
import io.dunlin.runtime.state.TaskSpec;
import io.dunlin.runtime.state.TaskSpec.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whether the known members, silent ones included, could run a mission at all; names the constraint
 * that binds. It looks at each task and each rule by itself: what it refuses cannot be placed, what
 * it lets pass is for the planner.
 */
final class Placement {
  private final Mission mission;
  private final Tree root;
  private final List<Member> members;
  private final Findings findings;

  Placement(Mission mission, Tree root, List<Member> members, Findings findings) {
    this.mission = mission;
    this.root = root;
    this.members = members.stream().sorted(Comparator.comparing(Member::id)).toList();
    this.findings = findings;
  }

  /** Whether everything has at least one place. */
  boolean check() {
    var able = new TreeMap<String, Set<Member>>();
    for (TaskSpec task : mission.tasks()) {
      Set<Member> who = members(task);
      if (who.isEmpty()) explain(task);
      able.put(task.name(), who);
    }
    boolean all = able.values().stream().noneMatch(Set::isEmpty);
    if (!all) return false;
    boolean rules = true;
    for (Rule rule : mission.rules()) {
      rules &= rule.kind() == Rule.Kind.TOGETHER ? together(rule, able) : apart(rule, able);
    }
    return rules;
  }

  private Set<Member> members(TaskSpec task) {
    return new LinkedHashSet<>(members.stream().filter(m -> can(m, task)).toList());
  }

  private static boolean can(Member member, TaskSpec task) {
    return member.has().containsAll(task.has())
        && member.cores() >= task.cores()
        && member.memoryBytes() >= task.memoryBytes()
        && offers(member, task);
  }

  private static boolean offers(Member member, TaskSpec task) {
    if (task.kind() == Kind.PROCESS) return member.programs().contains(task.action());
    return !task.action().equals(Builtin.GATEWAY_PUBLISH.action) || member.role() == Role.GATEWAY;
  }

  /** Finds the first constraint that nobody meets, else says that nobody meets all of them. */
  private void explain(TaskSpec task) {
    for (String capability : task.has()) {
      if (any(m -> m.has().contains(capability))) continue;
      SortedSet<String> known = new TreeSet<>();
      members.forEach(m -> known.addAll(m.has()));
      refuse(
          task,
          Code.NOBODY_HAS,
          "has",
          "no known member has " + capability,
          known.isEmpty() ? "no member has any capability" : String.join(", ", known),
          Names.nearest(capability, known));
      return;
    }
    if (!any(m -> offers(m, task))) {
      explainOffer(task);
      return;
    }
    if (!any(m -> m.cores() >= task.cores())) {
      int most = members.stream().mapToInt(Member::cores).max().orElse(0);
      String wanted = "no known member has " + task.cores() + " cores";
      refuse(task, Code.NOBODY_LARGE_ENOUGH, "cores", wanted, "at most " + most, null);
    } else if (!any(m -> m.memoryBytes() >= task.memoryBytes())) {
      long most = members.stream().mapToLong(Member::memoryBytes).max().orElse(0);
      String wanted = "no known member has " + megabytes(task.memoryBytes()) + " of memory";
      refuse(task, Code.NOBODY_LARGE_ENOUGH, "memory", wanted, "at most " + megabytes(most), null);
    } else {
      refuse(
          task,
          Code.NOBODY_ALL,
          "",
          "each need is met by some known member, but no member meets all of them",
          needs(task),
          null);
    }
  }

  private void explainOffer(TaskSpec task) {
    if (task.kind() == Kind.BUILTIN) {
      refuse(task, Code.NOBODY_OFFERS, "", "no gateway is known", "a member that is one", null);
      return;
    }
    SortedSet<String> known = new TreeSet<>();
    members.forEach(m -> known.addAll(m.programs()));
    refuse(
        task,
        Code.NOBODY_OFFERS,
        "",
        "no known member offers the program " + task.action(),
        known.isEmpty() ? "[tasks.programs] in a device's configuration" : String.join(", ", known),
        Names.nearest(task.action(), known));
  }

  private boolean any(Predicate<Member> that) {
    return members.stream().anyMatch(that);
  }

  private static String megabytes(long bytes) {
    return (bytes + 999_999) / 1_000_000 + " MB";
  }

  private static String needs(TaskSpec task) {
    var needs = new ArrayList<String>(task.has());
    if (task.kind() == Kind.PROCESS) needs.add("program " + task.action());
    needs.add(task.cores() + (task.cores() == 1 ? " core" : " cores"));
    if (task.memoryBytes() > 0) needs.add(megabytes(task.memoryBytes()));
    return "one member with " + String.join(", ", needs);
  }

  private void refuse(
      TaskSpec task,
      String code,
      String need,
      String why,
      String allowed,
      @Nullable String nearest) {
    Pointer whole = Pointer.ROOT.with("tasks").with(task.name());
    Pointer said = whole.with("needs").with(need);
    Pointer at = need.isEmpty() || said.in(root) == null ? whole : said;
    findings.error(
        code,
        at.keyPositionIn(root),
        at.toString(),
        "task " + task.name() + " cannot be placed: " + why,
        allowed,
        nearest);
  }

  private boolean together(Rule rule, SortedMap<String, Set<Member>> able) {
    var common = new HashSet<>(members);
    for (String task : rule.tasks()) common.retainAll(able.getOrDefault(task, Set.of()));
    if (!common.isEmpty()) return true;
    refuseRule(
        Code.TOGETHER_NOWHERE, rule, "no known member can run all of them", "members that can");
    return false;
  }

  private boolean apart(Rule rule, SortedMap<String, Set<Member>> able) {
    int placed = new Matching(rule.tasks(), able).size();
    if (placed == rule.tasks().size()) return true;
    refuseRule(
        Code.APART_TOO_FEW,
        rule,
        "the known members can run " + placed + " of these " + rule.tasks().size() + " tasks apart",
        "more members, or fewer tasks apart");
    return false;
  }

  private void refuseRule(String code, Rule rule, String why, String allowed) {
    String word = rule.kind() == Rule.Kind.TOGETHER ? "together" : "apart";
    int index = mission.rules().indexOf(rule);
    Pointer pointer = Pointer.ROOT.with("rules").with(index);
    findings.error(
        code,
        pointer.positionIn(root),
        pointer.toString(),
        "tasks " + String.join(", ", rule.tasks()) + " cannot be placed " + word + ": " + why,
        allowed);
  }

  /** The most tasks that can have a member each. Augmenting paths, cost O(tasks × edges). */
  private static final class Matching {
    private final SortedMap<String, Set<Member>> able;
    private final List<String> tasks;
    private final Map<Member, String> taken = new HashMap<>();

    Matching(List<String> tasks, SortedMap<String, Set<Member>> able) {
      this.tasks = tasks;
      this.able = able;
    }

    int size() {
      int matched = 0;
      for (String task : tasks) if (place(task, new HashSet<>())) matched++;
      return matched;
    }

    private boolean place(String task, Set<Member> tried) {
      for (Member member : able.getOrDefault(task, Set.of())) {
        if (!tried.add(member)) continue;
        String before = taken.get(member);
        if (before == null || place(before, tried)) {
          taken.put(member, task);
          return true;
        }
      }
      return false;
    }
  }
}
