package io.dunlin.crdt;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * All a specification may look at: the writes a replica has seen, and which writes each of them
 * saw.
 *
 * @param writes seen, in no particular order
 * @param seenBy for each write, those its writer had seen
 */
public record Sight(Set<Write> writes, Map<Write, Set<Write>> seenBy) {
  /** Had the later one's writer seen the earlier one? */
  public boolean saw(Write later, Write earlier) {
    return seenBy.getOrDefault(later, Set.of()).contains(earlier);
  }

  /** The writes that match and that no seen write knew of and overrode. */
  public List<Write> standing(Predicate<Write> what, Predicate<Write> overriding) {
    return writes.stream()
        .filter(what)
        .filter(w -> writes.stream().noneMatch(o -> overriding.test(o) && saw(o, w)))
        .sorted((a, b) -> a.dot().compareTo(b.dot()))
        .toList();
  }
}
