package io.dunlin.bench.planner;

import io.dunlin.bench.Measurement;
import io.dunlin.bench.Run;
import io.dunlin.bench.planner.RadioExecutor.Job;
import io.dunlin.bench.planner.RadioExecutor.Leg;
import io.dunlin.bench.planner.RadioExecutor.Move;
import io.dunlin.planner.DataEdge;
import io.dunlin.planner.PlanLink;
import io.dunlin.planner.Problem;
import io.dunlin.planner.Radio;
import io.dunlin.planner.Schedule;
import io.dunlin.planner.compact.CompactProblem;
import io.dunlin.planner.list.HeterogeneousEarliestFinish;
import io.dunlin.planner.list.ListSchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Our plan with booked radios beside HEFT's plan, both executed on half-duplex radios, over the
 * instances whose communication weighs half of their computation or more.
 */
final class RadioRace {
  private static final double CCR_MIN = 0.5;

  private RadioRace() {}

  static List<Measurement> measure(List<Case> cases, Search search, Run run) {
    Duration limit = Duration.ofMillis(run.sized(100, 1000));
    var ratios = new Ratios();
    var blind = new Ratios();
    double off = 0;
    String offName = "none";
    int done = 0;
    for (Case each : cases) {
      if (ccr(each) < CCR_MIN || each.family().equals("big")) continue;
      if (run.quick() && done >= 12) break;
      done++;
      Problem radio = each.problem().toBuilder().radio(Radio.HALF_DUPLEX).build();
      Schedule plan = search.plan(each.name(), radio, limit).schedule();
      double ours = executed(radio, plan);
      ListSchedule heft =
          new HeterogeneousEarliestFinish().schedule(CompactProblem.of(each.problem()));
      if (heft == null) throw new IllegalStateException("HEFT ran into a dead end");
      double theirs = executed(each.problem(), heft);
      ratios.add(each.name(), ours, theirs);
      blind.add(each.name(), theirs, heft.makespan());
      double deviation = Math.abs(ours / plan.makespan() - 1);
      if (deviation > off) {
        off = deviation;
        offName = each.name();
      }
    }
    run.say(
        "planner: radio: "
            + done
            + " instances; promise furthest off on "
            + offName
            + "; worst against HEFT on "
            + ratios.worstName());
    return List.of(
        Measurement.of("radio.half-duplex.executed", "", ratios.mean())
            .against("HEFT's plan executed first ready first", 1)
            .ratioAtMost(0.5),
        Measurement.of("radio.half-duplex.promise-off", "", off).atMost(0.01),
        Measurement.of("radio.heft.executed-over-promised", "", blind.mean()));
  }

  /** Mean size over mean link speed, over mean cost over mean speed; as the name says it, if so. */
  static double ccr(Case each) {
    int at = each.name().lastIndexOf("_ccr");
    if (at >= 0 && each.name().substring(at + 4).matches("[0-9.]+")) {
      return Double.parseDouble(each.name().substring(at + 4));
    }
    Problem problem = each.problem();
    CompactProblem compact = CompactProblem.of(problem);
    double cost = 0;
    for (double seconds : compact.seconds) cost += seconds / compact.seconds.length;
    double size = mean(problem.edges(), DataEdge::bytes);
    double rate = mean(problem.links(), PlanLink::bytesPerSecond);
    return cost == 0 || rate == 0 ? 0 : size / rate / cost;
  }

  private static <T> double mean(List<T> all, ToDoubleFunction<T> value) {
    return all.stream().mapToDouble(value).average().orElse(0);
  }

  /** A plan that books radios. */
  private static double executed(Problem problem, Schedule plan) {
    CompactProblem compact = CompactProblem.of(problem);
    Map<String, Integer> number = numbers(compact);
    var jobs = new ArrayList<Job>();
    Map<String, String> device = new HashMap<>();
    for (Schedule.Slot slot : plan.slots()) {
      int rank = compact.topologicalPosition[RadioExecutor.known(number, slot.task())];
      device.put(slot.task(), slot.device());
      jobs.add(new Job(slot.task(), slot.device(), slot.end() - slot.start(), slot.start(), rank));
    }
    List<Move> moves = plan.transfers().stream().map(RadioExecutor::move).toList();
    return new RadioExecutor(jobs, moves, local(problem, device), true).makespan();
  }

  /** A plan that knows nothing of radios: one transfer an edge over the direct link. */
  private static double executed(Problem problem, ListSchedule plan) {
    CompactProblem compact = CompactProblem.of(problem);
    Map<String, Integer> number = numbers(compact);
    Map<String, String> device = new HashMap<>();
    var jobs = new ArrayList<Job>();
    for (int t = 0; t < compact.tasks; t++) {
      String name = compact.task(t).name();
      device.put(name, compact.deviceName(plan.device()[t]));
      jobs.add(
          new Job(
              name,
              compact.deviceName(plan.device()[t]),
              compact.seconds(t, plan.device()[t]),
              plan.start()[t],
              compact.topologicalPosition[t]));
    }
    Map<List<String>, PlanLink> links = new HashMap<>();
    for (PlanLink link : problem.links()) links.put(List.of(link.from(), link.to()), link);
    var moves = new ArrayList<Move>();
    for (DataEdge edge : problem.edges()) {
      String from = RadioExecutor.known(device, edge.from());
      String to = RadioExecutor.known(device, edge.to());
      if (from.equals(to)) continue;
      PlanLink link = links.get(List.of(from, to));
      if (link == null) {
        int cell = number(compact, from) * compact.devices + number(compact, to);
        link =
            new PlanLink(
                from, to, compact.routes.latencies()[cell], 1 / compact.routes.inverses()[cell]);
      }
      Leg leg = new Leg(from, to, link.seconds(edge.bytes()), Double.NaN);
      moves.add(new Move(edge.from(), List.of(leg), List.of(edge.to())));
    }
    if (number.size() != jobs.size()) throw new IllegalStateException("a task is missing");
    return new RadioExecutor(jobs, moves, local(problem, device), false).makespan();
  }

  private static int number(CompactProblem problem, String device) {
    for (int d = 0; d < problem.devices; d++) if (problem.deviceName(d).equals(device)) return d;
    throw new IllegalArgumentException("no device " + device);
  }

  private static Map<String, Integer> numbers(CompactProblem problem) {
    Map<String, Integer> numbers = new HashMap<>();
    for (int t = 0; t < problem.tasks; t++) numbers.put(problem.task(t).name(), t);
    return numbers;
  }

  private static Map<String, List<String>> local(Problem problem, Map<String, String> device) {
    Map<String, List<String>> local = new HashMap<>();
    for (DataEdge edge : problem.edges()) {
      if (!RadioExecutor.known(device, edge.from()).equals(device.get(edge.to()))) continue;
      local.computeIfAbsent(edge.from(), _ -> new ArrayList<>()).add(edge.to());
    }
    return local;
  }
}
