package io.dunlin.runtime.sim;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run came to. Everything in it follows from scenario and seed.
 *
 * @param trace hash of all that happened; equal for equal runs
 * @param events things that happened, and {@code steps} of nodes among them
 * @param observations acknowledged by the devices that made them
 * @param atGateways of these, held by at least one gateway at the end
 * @param unrecoverable acknowledged entries whose only medium was then damaged
 * @param refused entries a journal did not take; never acknowledged
 * @param deliveries entries that came to a device and were new and durable there
 * @param islands groups in reach of each other at the end
 * @param convergedNanos how long after the faults ended all islands were equal; -1 never, or not
 *     asked for
 * @param injected faults that hit, by class
 * @param broken invariants that did not hold; empty is good
 */
public record Outcome(
    String scenario,
    long seed,
    String trace,
    int devices,
    long virtualNanos,
    long events,
    long steps,
    long observations,
    long atGateways,
    long unrecoverable,
    long refused,
    long deliveries,
    int islands,
    long convergedNanos,
    Bytes bytes,
    SortedMap<String, Long> packets,
    SortedMap<String, Long> injected,
    List<String> broken) {

  /**
   * Bytes of sync by cause.
   *
   * @param bodies of all deliveries, without any framing: nobody can send less without compressing
   *     across entries
   */
  public record Bytes(
      long sent, long summary, long needed, long duplicate, long lost, long bodies) {}

  public Outcome {
    packets = Collections.unmodifiableSortedMap(new TreeMap<>(packets));
    injected = Collections.unmodifiableSortedMap(new TreeMap<>(injected));
    broken = List.copyOf(broken);
  }

  /** Did everything hold that was asked for? */
  public boolean holds() {
    return broken.isEmpty();
  }

  static SortedMap<String, Long> words(Map<Fault.Kind, Long> injected) {
    var words = new TreeMap<String, Long>();
    injected.forEach((kind, times) -> words.put(kind.word(), times));
    return words;
  }
}
