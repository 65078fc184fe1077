package io.dunlin.planner;

import java.util.ArrayList;
import java.util.List;

/**
 * What is to be planned. Immutable and checked: names are unique and known, numbers are finite and
 * in range, the graph has no cycle. Tasks and devices keep the order in which they were given; ties
 * are broken by it.
 */
public final class Problem {
  private final List<PlanTask> tasks;
  private final List<DataEdge> edges;
  private final List<PlanDevice> devices;
  private final List<PlanLink> links;
  private final List<Rule> rules;
  private final List<Placed> placed;
  private final List<Home> homes;
  private final Radio radio;
  private final Relaying relaying;

  private Problem(Builder from) {
    tasks = List.copyOf(from.tasks);
    edges = List.copyOf(from.edges);
    devices = List.copyOf(from.devices);
    links = List.copyOf(from.links);
    rules = List.copyOf(from.rules);
    placed = List.copyOf(from.placed);
    homes = List.copyOf(from.homes);
    radio = from.radio;
    relaying = from.relaying;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A builder that holds all of this problem, to change one thing. */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.tasks.addAll(tasks);
    copy.edges.addAll(edges);
    copy.devices.addAll(devices);
    copy.links.addAll(links);
    copy.rules.addAll(rules);
    copy.placed.addAll(placed);
    copy.homes.addAll(homes);
    copy.radio = radio;
    copy.relaying = relaying;
    return copy;
  }

  public List<PlanTask> tasks() {
    return tasks;
  }

  public List<DataEdge> edges() {
    return edges;
  }

  public List<PlanDevice> devices() {
    return devices;
  }

  public List<PlanLink> links() {
    return links;
  }

  public List<Rule> rules() {
    return rules;
  }

  public List<Placed> placed() {
    return placed;
  }

  public List<Home> homes() {
    return homes;
  }

  public Radio radio() {
    return radio;
  }

  public Relaying relaying() {
    return relaying;
  }

  /** Collects a problem. Not safe for several threads. */
  public static final class Builder {
    final List<PlanTask> tasks = new ArrayList<>();
    final List<DataEdge> edges = new ArrayList<>();
    final List<PlanDevice> devices = new ArrayList<>();
    final List<PlanLink> links = new ArrayList<>();
    final List<Rule> rules = new ArrayList<>();
    final List<Placed> placed = new ArrayList<>();
    final List<Home> homes = new ArrayList<>();
    private Radio radio = Radio.NONE;
    private Relaying relaying = Relaying.ALWAYS;

    private Builder() {}

    public Builder task(PlanTask task) {
      tasks.add(task);
      return this;
    }

    public Builder edge(DataEdge edge) {
      edges.add(edge);
      return this;
    }

    public Builder device(PlanDevice device) {
      devices.add(device);
      return this;
    }

    public Builder link(PlanLink link) {
      links.add(link);
      return this;
    }

    /** The same link in both directions. */
    public Builder links(String a, String b, double latencySeconds, double bytesPerSecond) {
      links.add(new PlanLink(a, b, latencySeconds, bytesPerSecond));
      links.add(new PlanLink(b, a, latencySeconds, bytesPerSecond));
      return this;
    }

    public Builder rule(Rule rule) {
      rules.add(rule);
      return this;
    }

    public Builder placed(Placed fact) {
      placed.add(fact);
      return this;
    }

    public Builder home(Home home) {
      homes.add(home);
      return this;
    }

    public Builder radio(Radio model) {
      radio = model;
      return this;
    }

    public Builder relaying(Relaying model) {
      relaying = model;
      return this;
    }

    /**
     * Checks everything, in O(tasks + edges + links + devices).
     *
     * @throws InvalidProblemException with the place of the first thing wrong
     */
    public Problem build() {
      new ProblemCheck(this).run();
      return new Problem(this);
    }
  }
}
