package io.dunlin.gateway.intake;

import io.dunlin.gateway.intake.Section.Value;
import io.dunlin.runtime.state.Mission.Rule;
import io.dunlin.runtime.state.Mission.Rule.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads rules: which tasks share a device and which must not; refuses a pair that is asked both.
 */
final class RuleReader {
  private final SortedSet<String> tasks;
  private final Findings findings;

  RuleReader(SortedSet<String> tasks, Findings findings) {
    this.tasks = tasks;
    this.findings = findings;
  }

  List<Rule> read(Section file) {
    var rules = new ArrayList<Rule>();
    var apart = new ArrayList<Section>();
    var groups = new Groups(tasks);
    for (Section each : file.items("rules")) {
      for (Kind kind : Kind.values()) {
        String key = kind == Kind.TOGETHER ? "together" : "apart";
        if (!each.has(key)) continue;
        List<String> named = named(each, key);
        rules.add(new Rule(kind, named));
        if (kind == Kind.TOGETHER) groups.unite(named);
        else apart.add(each);
      }
    }
    for (Section each : apart) checkConflict(each, groups);
    return rules;
  }

  private List<String> named(Section rule, String key) {
    var named = new TreeSet<String>();
    for (Value<Tree.Text> each : rule.texts(key)) {
      String task = each.tree().value();
      if (tasks.contains(task)) named.add(task);
      else Edges.unknownTask(findings, tasks, each, task);
    }
    return List.copyOf(named);
  }

  private void checkConflict(Section rule, Groups groups) {
    SortedMap<String, String> taken = new TreeMap<>();
    for (Value<Tree.Text> each : rule.texts("apart")) {
      String task = each.tree().value();
      if (!tasks.contains(task)) continue;
      String other = taken.putIfAbsent(groups.of(task), task);
      if (other == null || other.equals(task)) continue;
      findings.error(
          Code.RULE_CONFLICT,
          each.at(),
          each.pointer().toString(),
          "tasks " + other + " and " + task + " are to be together and apart",
          "one of the two rules");
    }
  }

  /** Tasks that rules bind together, transitively; each group is named by one of its tasks. */
  static final class Groups {
    private final SortedMap<String, String> parents = new TreeMap<>();

    Groups(SortedSet<String> tasks) {
      for (String task : tasks) parents.put(task, task);
    }

    void unite(List<String> tasks) {
      for (int i = 1; i < tasks.size(); i++) parents.put(of(tasks.get(i)), of(tasks.getFirst()));
    }

    String of(String task) {
      String at = task;
      while (true) {
        String parent = parents.getOrDefault(at, at);
        if (parent.equals(at)) return at;
        at = parent;
      }
    }
  }
}
