package io.dunlin.bench.planner;

import io.dunlin.bench.Measurement;
import io.dunlin.bench.Run;
import io.dunlin.planner.LowerBound;
import io.dunlin.planner.PlanOutcome;
import io.dunlin.planner.compact.CompactProblem;
import io.dunlin.planner.list.ListSchedule;
import io.dunlin.planner.list.ListScheduler;
import io.dunlin.planner.list.ListSchedulers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Our makespans beside the published ones, at several time limits. */
final class Published {
  private static final String BEST = "best of up to 24 published (SAGA)";
  private static final String KNOWN = "best makespan known";
  private static final double EQUAL = 1.000001;
  private static final int TINY_TASKS = 10;

  private final List<Case> cases;
  private final Search search;
  private final Run run;
  private final List<Measurement> found = new ArrayList<>();

  Published(List<Case> cases, Search search, Run run) {
    this.cases = cases;
    this.search = search;
    this.run = run;
  }

  List<Measurement> measure() {
    double list = run.wants("anytime.10ms") ? bestList() : Double.NaN;
    at("10ms", Duration.ofMillis(10), list);
    at("100ms", Duration.ofMillis(100), list);
    at("1s", Duration.ofSeconds(1), list);
    at("10s", Duration.ofSeconds(10), list);
    if (run.wants("tiny")) tiny();
    return found;
  }

  /** All instances once at one limit: what points 2, 3 and 4 ask. */
  private void at(String word, Duration limit, double list) {
    // Long limits can be measured a family at a time: --only family.10s.daggen.
    boolean whole =
        run.wants("published." + word)
            || run.wants("known." + word)
            || run.wants("optimal." + word)
            || run.wants("anytime." + word);
    boolean some = cases.stream().anyMatch(c -> run.wants("family." + word + "." + c.family()));
    boolean long10 = word.equals("10s");
    // Fifteen minutes are not begun unless asked for by name.
    if (long10 && run.only().stream().noneMatch(o -> o.contains("10s"))) return;
    if (run.quick() && limit.toMillis() > 100) return;
    if (!whole && !some) return;
    var best = new Ratios();
    var known = new Ratios();
    var optimal = new Ratios();
    var families = new TreeMap<String, Ratios>();
    for (Case each : cases) {
      if (!whole && !run.wants("family." + word + "." + each.family())) continue;
      double makespan = search.makespan(each, limit);
      best.add(each.name(), makespan, each.best());
      known.add(each.name(), makespan, each.known());
      optimal.add(each.name(), makespan, each.proved() ? each.known() : Double.NaN);
      double reference = Double.isNaN(each.known()) ? each.best() : each.known();
      families
          .computeIfAbsent(each.family(), _ -> new Ratios())
          .add(each.name(), makespan, reference);
    }
    run.say(
        "planner "
            + word
            + ": worst against published: "
            + best.worstName()
            + ", against known: "
            + known.worstName()
            + ", against optima: "
            + optimal.worstName());
    if (whole) whole(word, best, known, optimal, list);
    for (Map.Entry<String, Ratios> family : families.entrySet()) {
      found.add(
          Measurement.of("family." + word + "." + family.getKey(), "", family.getValue().mean())
              .against(KNOWN + ", else " + BEST, 1));
    }
  }

  private void whole(String word, Ratios best, Ratios known, Ratios optimal, double list) {
    Measurement mean =
        Measurement.of("published." + word + ".mean", "", best.mean()).against(BEST, 1);
    Measurement worst =
        Measurement.of("published." + word + ".worst", "", best.worst()).against(BEST, 1);
    Measurement of = Measurement.of("known." + word + ".mean", "", known.mean()).against(KNOWN, 1);
    Measurement optima =
        Measurement.of("optimal." + word + ".mean", "", optimal.mean())
            .against("proved optimum", 1);
    switch (word) {
      case "100ms" -> {
        found.add(mean.ratioAtMost(0.945));
        found.add(worst);
        found.add(of.ratioAtMost(1.02));
        found.add(optima);
      }
      case "1s" -> {
        found.add(mean.ratioAtMost(0.93));
        found.add(worst.ratioAtMost(EQUAL));
        found.add(of.ratioAtMost(1.005));
        found.add(optima.ratioAtMost(1.002));
      }
      case "10s" -> {
        found.add(mean);
        found.add(worst);
        found.add(of.ratioAtMost(1.0));
        found.add(optima);
      }
      default -> {
        found.add(mean);
        found.add(of);
        if (!Double.isNaN(list)) {
          found.add(
              Measurement.of("anytime." + word, "", best.mean())
                  .against("the best single list scheduler of ours", list)
                  .ratioAtMost(0.999999));
        }
      }
    }
  }

  /** The geometric mean, against the best published, of the list scheduler with the lowest. */
  private double bestList() {
    double lowest = Double.POSITIVE_INFINITY;
    String name = "";
    for (ListScheduler scheduler : ListSchedulers.all()) {
      var ratios = new Ratios();
      for (Case each : cases) {
        ListSchedule schedule = scheduler.schedule(CompactProblem.of(each.problem()));
        double makespan = schedule == null ? Double.POSITIVE_INFINITY : schedule.makespan();
        ratios.add(each.name(), makespan, each.best());
      }
      if (ratios.mean() < lowest) {
        lowest = ratios.mean();
        name = scheduler.name();
      }
    }
    run.say("planner: the best single list scheduler is " + name);
    return lowest;
  }

  /** Up to ten tasks: the optimum, and a proof of it within ten seconds. */
  private void tiny() {
    var ratios = new Ratios();
    double longest = 0;
    var unproved = new ArrayList<String>();
    for (Case each : cases) {
      if (each.tasks() > TINY_TASKS) continue;
      long began = System.nanoTime();
      PlanOutcome.Planned planned =
          search.plan(each.name(), each.problem(), Duration.ofSeconds(run.sized(1, 10)));
      double seconds = (System.nanoTime() - began) / 1e9;
      if (planned.bound().kind() == LowerBound.Kind.PROVED) longest = Math.max(longest, seconds);
      else unproved.add(each.name());
      if (each.proved()) ratios.add(each.name(), planned.schedule().makespan(), each.known());
    }
    if (!unproved.isEmpty()) run.say("planner: not proved: " + String.join(", ", unproved));
    found.add(
        Measurement.of("tiny.worst", "", ratios.worst())
            .against("proved optimum", 1)
            .ratioAtMost(1.0001));
    found.add(Measurement.of("tiny.unproved", "", unproved.size()).atMost(0));
    found.add(Measurement.of("tiny.proof.longest", "s", longest).atMost(10));
  }
}
