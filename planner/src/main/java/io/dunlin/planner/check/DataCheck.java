package io.dunlin.planner.check;

import io.dunlin.planner.DataEdge;
import io.dunlin.planner.Placed;
import io.dunlin.planner.PlanLink;
import io.dunlin.planner.Problem;
import io.dunlin.planner.Radio;
import io.dunlin.planner.Schedule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of the validator that follows data: inputs arrive before they are used, hops are real,
 * radios are not shared.
 */
final class DataCheck {
  private record Delivery(String from, String data, String to) {}

  private record Pair(String from, String to) {}

  private final Problem problem;
  private final Schedule schedule;
  private final Map<String, Schedule.Slot> slots;
  private final Map<String, Placed> facts;
  private final double slack;
  private final Map<Pair, PlanLink> links = new HashMap<>();
  private final Map<Delivery, Schedule.Transfer> deliveries = new HashMap<>();
  private final List<Violation> violations = new ArrayList<>();

  DataCheck(
      Problem problem,
      Schedule schedule,
      Map<String, Schedule.Slot> slots,
      Map<String, Placed> facts,
      double slack) {
    this.problem = problem;
    this.schedule = schedule;
    this.slots = slots;
    this.facts = facts;
    this.slack = slack;
    problem.links().forEach(link -> links.put(new Pair(link.from(), link.to()), link));
  }

  void run(List<Violation> all) {
    for (Schedule.Transfer transfer : schedule.transfers()) {
      checkHops(transfer);
      for (String task : transfer.to()) {
        deliveries.put(new Delivery(transfer.from(), transfer.data(), task), transfer);
      }
    }
    problem.edges().forEach(this::checkEdge);
    checkRadios();
    all.addAll(violations);
  }

  private void checkHops(Schedule.Transfer transfer) {
    String at = transfer.source();
    double since = Double.NEGATIVE_INFINITY;
    for (Schedule.Hop hop : transfer.hops()) {
      PlanLink link = links.get(new Pair(hop.from(), hop.to()));
      if (link == null || !hop.from().equals(at)) {
        wrong(transfer, "data", "there is no such way: " + transfer.hops());
        return;
      }
      double seconds = link.latencySeconds();
      if (transfer.bytes() > 0) {
        seconds += transfer.bytes() / link.bytesPerSecond();
      }
      if (hop.end() - hop.start() < seconds - slack || hop.start() < since - slack) {
        wrong(transfer, "data", "hop too quick or too early: " + hop + " needs " + seconds);
      }
      at = hop.to();
      since = hop.end();
    }
    double available = available(transfer.from(), transfer.source());
    if (transfer.start() < available - slack) {
      wrong(transfer, "data", "leaves before it is there at " + available);
    }
  }

  /** When the output of a task is on a device without travelling; infinite if never. */
  private double available(String task, String device) {
    Schedule.Slot slot = slots.get(task);
    if (slot != null) {
      return slot.device().equals(device) ? slot.end() : Double.POSITIVE_INFINITY;
    }
    Placed fact = facts.get(task);
    return fact != null && fact.holders().contains(device) ? 0 : Double.POSITIVE_INFINITY;
  }

  private void checkEdge(DataEdge edge) {
    Schedule.Slot to = slots.get(edge.to());
    Placed toFact = facts.get(edge.to());
    if (to == null || (toFact != null && toFact.state() == Placed.State.RUNNING)) {
      return;
    }
    Schedule.Slot from = slots.get(edge.from());
    if (from == null && edge.bytes() == 0) {
      return;
    }
    if (from != null && to.start() < from.end() - slack) {
      wrong(edge, "order", "starts at " + to.start() + " before " + from.end());
    }
    double arrival = available(edge.from(), to.device());
    Schedule.Transfer transfer = deliveries.get(new Delivery(edge.from(), edge.data(), edge.to()));
    if (transfer != null && transfer.target().equals(to.device())) {
      if (transfer.bytes() < edge.bytes()) {
        wrong(edge, "data", "only " + transfer.bytes() + " bytes travel");
      }
      arrival = Math.min(arrival, transfer.end());
    }
    if (to.start() < arrival - slack) {
      wrong(edge, "data", "starts at " + to.start() + ", data is there at " + arrival);
    }
    if (arrival <= to.start() + slack && to.inputsReady() > to.start() + slack) {
      wrong(edge, "data", "says its inputs are ready at " + to.inputsReady());
    }
  }

  private void checkRadios() {
    if (problem.radio() == Radio.NONE) {
      return;
    }
    List<Schedule.Hop> hops = new ArrayList<>();
    schedule.transfers().forEach(transfer -> hops.addAll(transfer.hops()));
    hops.sort(Comparator.comparingDouble(Schedule.Hop::start));
    Map<String, Schedule.Hop> last = new HashMap<>();
    for (Schedule.Hop hop : hops) {
      if (hop.end() - hop.start() <= slack) {
        continue;
      }
      boolean shared = problem.radio() == Radio.SHARED;
      for (String radio : shared ? List.of("the channel") : List.of(hop.from(), hop.to())) {
        Schedule.@Nullable Hop before = last.put(radio, hop);
        if (before != null && before.end() > hop.start() + slack) {
          violations.add(
              new Violation(radio, "radio", "is used twice at once: " + before + " and " + hop));
        }
      }
    }
  }

  private void wrong(DataEdge edge, String constraint, String explanation) {
    violations.add(new Violation(edge.from() + " -> " + edge.to(), constraint, explanation));
  }

  private void wrong(Schedule.Transfer transfer, String constraint, String explanation) {
    violations.add(
        new Violation(transfer.from() + " -> " + transfer.to(), constraint, explanation));
  }
}
