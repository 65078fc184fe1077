package io.dunlin.crdt.map;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Knowledge;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A document at a moment, for a local copy that saves reading all changes again. Not for the wire:
 * another replica's word on what was seen must never be taken.
 *
 * @param seen dots of the changes that were applied
 * @param live the versions that nobody has overwritten, by key; the winner last
 * @param awaited dots that were covered before they came
 */
public record DocumentImage(
    Knowledge seen, SortedMap<String, List<Version>> live, SortedSet<Dot> awaited) {

  public DocumentImage {
    var copy = new TreeMap<String, List<Version>>();
    live.forEach((key, versions) -> copy.put(key, List.copyOf(versions)));
    live = Collections.unmodifiableSortedMap(copy);
    awaited = Collections.unmodifiableSortedSet(new TreeSet<>(awaited));
  }
}
