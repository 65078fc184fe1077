package io.dunlin.gateway.plan;

import io.dunlin.planner.Schedule;
import io.dunlin.planner.explain.Alternative;
import io.dunlin.runtime.state.Mission;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A dry run for a reader or for a program.
 *
 * @param was the plan without the edits, null when there are none
 * @param beginsMillis UTC of second zero
 */
record DryRunAnswer(
    Mission mission,
    Swarm swarm,
    DryRun run,
    @Nullable DryRun was,
    List<String> edits,
    long beginsMillis) {

  void print(
      PrintWriter out,
      int width,
      boolean colour,
      @Nullable String explain,
      List<Alternative> ranked) {
    Schedule plan = run.plan();
    out.printf(
        "%s on %d devices: ends after %s, no plan ends before %s; begins %s%n",
        mission.name(),
        swarm.reachable().size(),
        Gantt.seconds(plan.makespan()),
        Gantt.seconds(run.bound().seconds()),
        Instant.ofEpochMilli(beginsMillis).truncatedTo(ChronoUnit.SECONDS));
    if (was != null) printDifference(out, was);
    out.println();
    new Gantt(run, width, colour).lines().forEach(out::println);
    out.println("[=] without slack  [-] with slack  ~ data arriving");
    out.println();
    printTable(out);
    if (explain != null) printAlternatives(out, explain, ranked);
  }

  private void printDifference(PrintWriter out, DryRun before) {
    double gain = run.plan().makespan() - before.plan().makespan();
    out.printf(
        Locale.ROOT,
        "what if %s: %s instead of %s (%+.1fs)%n",
        String.join(", ", edits),
        Gantt.seconds(run.plan().makespan()),
        Gantt.seconds(before.plan().makespan()),
        gain);
    moved(before)
        .forEach((task, from) ->
            out.printf("  %s runs on %s instead of %s%n", task, device(task), from));
  }

  private void printTable(PrintWriter out) {
    int tasks =
        Math.max(4, run.plan().slots().stream().mapToInt(s -> s.task().length()).max().orElse(4));
    int devices =
        Math.max(6, run.plan().slots().stream().mapToInt(s -> s.device().length()).max().orElse(6));
    String form = "%-" + tasks + "s  %-" + devices + "s  %9s  %9s  %9s  %s";
    out.println(
        String.format(form, "TASK", "DEVICE", "START", "END", "SLACK", "DEADLINE").stripTrailing());
    for (Schedule.Slot slot : run.plan().slots()) {
      out.println(
          String.format(
                  form,
                  slot.task(),
                  slot.device(),
                  Gantt.seconds(slot.start()),
                  Gantt.seconds(slot.end()),
                  Gantt.seconds(run.slack().getOrDefault(slot.task(), 0.0)),
                  deadline(slot))
              .stripTrailing());
    }
  }

  private String deadline(Schedule.Slot slot) {
    Double deadline = run.deadlines().get(slot.task());
    if (deadline == null) return "";
    double late = run.late(slot);
    return Gantt.seconds(deadline) + (late > 0 ? "  LATE by " + Gantt.seconds(late) : "");
  }

  private void printAlternatives(PrintWriter out, String task, List<Alternative> ranked) {
    out.printf("%n%s, if it ran on (all else stays):%n", task);
    int width = Math.max(6, ranked.stream().mapToInt(a -> a.device().length()).max().orElse(6));
    out.printf("  %-" + width + "s  %9s  %9s  %9s%n", "DEVICE", "TASK ENDS", "ALL END", "LATE");
    for (Alternative each : ranked) {
      switch (each) {
        case Alternative.Possible p ->
            out.printf(
                "  %-" + width + "s  %9s  %9s  %9s%s%n",
                p.device(),
                Gantt.seconds(p.end()),
                Gantt.seconds(p.makespan()),
                Gantt.seconds(p.lateness()),
                p.device().equals(device(task)) ? "  <- planned" : "");
        case Alternative.Refused r ->
            out.printf(
                "  %-" + width + "s  cannot: %s: %s%n", r.device(), r.constraint(), r.reason());
      }
    }
  }

  /** Tasks that the edits move, with the device before. */
  private SortedMap<String, String> moved(DryRun before) {
    var moved = new TreeMap<String, String>();
    for (Schedule.Slot slot : before.plan().slots()) {
      if (!slot.device().equals(device(slot.task()))) moved.put(slot.task(), slot.device());
    }
    return moved;
  }

  private String device(String task) {
    Schedule.Slot slot = run.plan().byTask().get(task);
    return slot == null ? "nothing" : slot.device();
  }

  String json(@Nullable String explain, List<Alternative> ranked) {
    ObjectNode json = new JsonMapper().createObjectNode();
    json.put("mission", mission.name()).put("swarm", swarm.name());
    json.put("beginsMillis", beginsMillis);
    json.put("makespanSeconds", run.plan().makespan());
    json.put("latenessSeconds", run.plan().lateness());
    json.putObject("lowerBound")
        .put("seconds", run.bound().seconds())
        .put("kind", run.bound().kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    ArrayNode tasks = json.putArray("tasks");
    for (Schedule.Slot slot : run.plan().slots()) {
      tasks
          .addObject()
          .put("name", slot.task())
          .put("device", slot.device())
          .put("start", slot.start())
          .put("end", slot.end())
          .put("slackSeconds", run.slack().getOrDefault(slot.task(), 0.0))
          .put("deadline", run.deadlines().get(slot.task()))
          .put("lateSeconds", run.late(slot));
    }
    ArrayNode transfers = json.putArray("transfers");
    for (Schedule.Transfer transfer : run.plan().transfers()) {
      ObjectNode node = transfers.addObject();
      node.put("from", transfer.from()).put("data", transfer.data()).put("bytes", transfer.bytes());
      node.put("source", transfer.source()).put("target", transfer.target());
      node.put("start", transfer.start()).put("end", transfer.end());
      transfer.to().forEach(node.putArray("to")::add);
    }
    if (was != null) whatIf(json.putObject("whatIf"), was);
    if (explain != null) explained(json.putObject("explain"), explain, ranked);
    return json.toString();
  }

  private void whatIf(ObjectNode json, DryRun before) {
    edits.forEach(json.putArray("edits")::add);
    json.put("makespanSecondsBefore", before.plan().makespan());
    json.put("latenessSecondsBefore", before.plan().lateness());
    ArrayNode moves = json.putArray("moved");
    moved(before)
        .forEach((task, from) ->
            moves.addObject().put("task", task).put("from", from).put("to", device(task)));
  }

  private static void explained(ObjectNode json, String task, List<Alternative> ranked) {
    json.put("task", task);
    ArrayNode alternatives = json.putArray("alternatives");
    for (Alternative each : ranked) {
      ObjectNode node = alternatives.addObject().put("device", each.device());
      switch (each) {
        case Alternative.Possible p ->
            node.put("end", p.end())
                .put("makespanSeconds", p.makespan())
                .put("latenessSeconds", p.lateness());
        case Alternative.Refused r ->
            node.put("constraint", r.constraint()).put("reason", r.reason());
      }
    }
  }
}
