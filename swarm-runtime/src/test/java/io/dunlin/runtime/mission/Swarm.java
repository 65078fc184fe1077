package io.dunlin.runtime.mission;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.map.Change;
import io.dunlin.planner.Budget;
import io.dunlin.planner.PlanOutcome;
import io.dunlin.planner.Planner;
import io.dunlin.planner.Problem;
import io.dunlin.planner.portfolio.PortfolioPlanner;
import io.dunlin.runtime.state.Mission;
import io.dunlin.runtime.state.SignedMission;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * Several devices under virtual time. In every tick each device gets what is due, then devices of
 * one island exchange all they know.
 */
final class Swarm {
  static final long TICK_NANOS = 100_000_000;

  /** 2026-05-14T12:00:00Z. */
  static final long UTC_ZERO_MILLIS = 1_778_760_000_000L;

  private final Planner planner = new PortfolioPlanner();
  private final List<Rig> rigs = new ArrayList<>();
  private final TreeMap<ReplicaId, Integer> islands = new TreeMap<>();
  private long nowNanos = 1_000_000_000L;

  Rig add(String name, double speed, int cores, String... has) {
    var rig = new Rig(this, rigs.size() + 1, name, speed, cores, new TreeSet<>(List.of(has)));
    rigs.add(rig);
    islands.put(rig.id(), 0);
    return rig;
  }

  long nowNanos() {
    return nowNanos;
  }

  long utcMillis() {
    return UTC_ZERO_MILLIS + nowNanos / 1_000_000;
  }

  List<Rig> rigs() {
    return rigs;
  }

  PlanOutcome plan(Problem problem) {
    return planner.plan(problem, Budget.iterations(0, 1));
  }

  /** Puts these devices on an island of their own. */
  void split(int island, Rig... devices) {
    for (Rig rig : devices) islands.put(rig.id(), island);
  }

  void heal() {
    islands.replaceAll((_, _) -> 0);
  }

  boolean connected(Rig a, Rig b) {
    return a.alive() && b.alive() && Objects.equals(islands.get(a.id()), islands.get(b.id()));
  }

  SortedSet<ReplicaId> reachableFrom(Rig rig) {
    var reachable = new TreeSet<ReplicaId>();
    for (Rig other : rigs) if (connected(rig, other)) reachable.add(other.id());
    return reachable;
  }

  Rig rig(ReplicaId id) {
    return rigs.stream().filter(r -> r.id().equals(id)).findFirst().orElseThrow();
  }

  void submit(Rig at, Mission mission) {
    at.write(
        new SignedMission(
                mission.name(), mission.canonicalBytes(), new byte[64], utcMillis(), false)
            .put());
  }

  void cancel(Rig at, Mission mission) {
    at.write(
        new SignedMission(mission.name(), mission.canonicalBytes(), new byte[64], utcMillis(), true)
            .put());
  }

  void run(double seconds) {
    long until = nowNanos + Math.round(seconds * 1e9);
    while (nowNanos < until) tick();
  }

  /** Runs until it is so, at most so long; says whether it became so. */
  boolean runUntil(double secondsMax, BooleanSupplier condition) {
    long until = nowNanos + Math.round(secondsMax * 1e9);
    while (nowNanos < until && !condition.getAsBoolean()) tick();
    return condition.getAsBoolean();
  }

  private void tick() {
    nowNanos += TICK_NANOS;
    for (Rig rig : rigs) if (rig.alive()) rig.step();
    for (Rig from : rigs) {
      for (Rig to : rigs) {
        if (from == to || !connected(from, to)) continue;
        for (Change change : new TreeMap<Dot, Change>(from.log()).values()) to.receive(change);
      }
    }
  }
}
