package io.dunlin.gateway.plan;

import java.io.PrintWriter;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code dunlin plan} prints: data on standard output, what is wrong on standard error. */
final class PlanSummary {
  private static final int VIOLATIONS_SHOWN = 5;

  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;
  private final ObjectNode report = new JsonMapper().createObjectNode();
  private final ArrayNode schedules = report.putArray("schedules");
  private final ArrayNode refusals = report.putArray("refused");
  private boolean headed;
  private int exit;

  PlanSummary(PrintWriter out, PrintWriter err, boolean json) {
    this.out = out;
    this.err = err;
    this.json = json;
  }

  /**
   * Tells one result.
   *
   * @param quiet whether standard output is the schedule's
   */
  void add(InstanceRun.Result result, boolean quiet) {
    switch (result) {
      case InstanceRun.Done done -> add(done, quiet);
      case InstanceRun.Refused refused -> {
        err.println("dunlin: " + refused.text());
        refusals
            .addObject()
            .put("file", refused.file().toString())
            .put("line", refused.line())
            .put("column", refused.column())
            .put("constraint", refused.constraint())
            .put("why", refused.why())
            .put("exit", refused.exit());
        worst(refused.exit());
      }
    }
  }

  private void add(InstanceRun.Done done, boolean quiet) {
    double makespan = done.plan().makespan();
    double bound = done.bound().seconds();
    String kind = done.bound().kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    schedules
        .addObject()
        .put("file", done.file().toString())
        .put("tasks", done.tasks())
        .put("nodes", done.nodes())
        .put("makespan", makespan)
        .put("lowerBound", bound)
        .put("bound", kind)
        .put("seconds", done.seconds())
        .put("violations", done.violations().size());
    if (!json && !quiet) {
      if (!headed) {
        out.printf(
            "%7s %6s %14s %14s %7s  %s%n",
            "TASKS", "NODES", "MAKESPAN", "LOWER BOUND", "SECONDS", "INSTANCE");
        headed = true;
      }
      String proved = kind.equals("proved") ? ", optimal" : "";
      out.printf(
          Locale.ROOT,
          "%7d %6d %14.6g %14.6g %7.2f  %s%s%n",
          done.tasks(),
          done.nodes(),
          makespan,
          bound,
          done.seconds(),
          done.file().getFileName(),
          proved);
      out.flush();
    }
    done.violations().stream()
        .limit(VIOLATIONS_SHOWN)
        .forEach(each ->
            err.println(
                "dunlin: " + done.file() + ": the schedule breaks a rule, a bug of ours: " + each));
    if (!done.violations().isEmpty()) worst(Exit.FAILED);
  }

  /**
   * A broken schedule is worse than a wrong file, and that worse than one that cannot be placed.
   */
  private void worst(int code) {
    exit = exit == 0 || code < exit ? code : exit;
  }

  /** The exit code; prints what is to be printed at the end. */
  int end(boolean many) {
    if (json) out.println(report);
    if (many) {
      err.println(
          "dunlin: "
              + schedules.size()
              + " planned"
              + (refusals.isEmpty() ? "" : ", " + refusals.size() + " refused"));
    }
    out.flush();
    return exit;
  }
}
