package io.dunlin.crdt.map;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The store of a replica: a map from key to every value that nobody has knowingly overwritten.
 *
 * <p>A version is live when its write has been applied, has a value, and no applied write covers
 * it. That sentence mentions no order, hence documents which applied the same changes are equal, in
 * whatever order and however often the changes came. It takes one content per dot; a second content
 * for a known dot is ignored.
 *
 * <p>Applying costs O(covers + log keys) when changes of a log come in order, O(runs) more when
 * they leave holes. Besides the live versions, memory holds two longs per run of seen seqs in each
 * log, and the covers whose target has not come yet: at most {@value Change#COVERS_MAX} per applied
 * change, none once the targets have come. Not safe for several threads.
 */
public final class Document {
  private final TreeMap<String, List<Version>> live = new TreeMap<>();
  private final Map<Dot, String> keyOfLive = new HashMap<>();
  private final Map<LogId, IntervalSet> seen = new HashMap<>();
  private final Set<Dot> awaited = new HashSet<>();
  private long revision;

  public Document() {}

  /**
   * A document as it was when the image was taken. Cost O(size).
   *
   * @throws IllegalArgumentException if a live or awaited dot contradicts what the image has seen,
   *     or one dot is live twice
   */
  public Document(DocumentImage image) {
    seen.putAll(image.seen().logs());
    image
        .live()
        .forEach((key, versions) -> {
          for (Version version : versions) {
            if (!image.seen().contains(version.dot()) || keyOfLive.containsKey(version.dot())) {
              throw new IllegalArgumentException("a live version that cannot be: " + version.dot());
            }
            add(key, version);
          }
        });
    for (Dot dot : image.awaited()) {
      if (image.seen().contains(dot)) {
        throw new IllegalArgumentException("awaited, and seen: " + dot);
      }
      awaited.add(dot);
    }
  }

  /** All there is to the document; it shares values with it, nothing else. Cost O(size). */
  public DocumentImage image() {
    return new DocumentImage(seenDots(), live, new TreeSet<>(awaited));
  }

  private Knowledge seenDots() {
    Knowledge.Builder dots = new Knowledge.Builder(seen.size());
    new TreeMap<>(seen).forEach(dots::add);
    return dots.build();
  }

  /** Applies one write in place. Returns whether it was new. */
  public boolean apply(Change change) {
    if (!see(change.dot())) {
      return false;
    }
    revision++;
    boolean alreadyCovered = awaited.remove(change.dot());
    byte[] value = change.value();
    if (value != null && !alreadyCovered) {
      add(change.key(), new Version(change.dot(), change.stamp(), value));
    }
    for (Dot covered : change.covers()) {
      cover(covered);
    }
    return true;
  }

  private boolean see(Dot dot) {
    IntervalSet before = seen.getOrDefault(dot.log(), IntervalSet.empty());
    if (before.contains(dot.seq())) {
      return false;
    }
    seen.put(dot.log(), before.plus(dot.seq()));
    return true;
  }

  private void add(String key, Version version) {
    List<Version> versions = live.computeIfAbsent(key, _ -> new ArrayList<>(1));
    int at = Collections.binarySearch(versions, version);
    versions.add(-at - 1, version);
    keyOfLive.put(version.dot(), key);
  }

  private void cover(Dot dot) {
    String key = keyOfLive.remove(dot);
    if (key != null) {
      List<Version> versions = versionsOf(key);
      versions.removeIf(version -> version.dot().equals(dot));
      if (versions.isEmpty()) {
        live.remove(key);
      }
    } else if (!seen.getOrDefault(dot.log(), IntervalSet.empty()).contains(dot.seq())) {
      awaited.add(dot);
    }
  }

  private List<Version> versionsOf(String key) {
    List<Version> versions = live.get(key);
    return versions == null ? List.of() : versions;
  }

  /**
   * The winner among the live versions of the key, by stamp and then dot; null if there is none.
   */
  public @Nullable Version get(String key) {
    List<Version> versions = versionsOf(key);
    return versions.isEmpty() ? null : versions.getLast();
  }

  /**
   * All live versions of the key, the winner last; more than one if written concurrently. A copy.
   */
  public List<Version> versions(String key) {
    return List.copyOf(versionsOf(key));
  }

  /** The winners of all keys that start with the prefix, sorted by key. A copy. */
  public SortedMap<String, Version> prefix(String prefix) {
    TreeMap<String, Version> winners = new TreeMap<>();
    for (Map.Entry<String, List<Version>> entry : live.tailMap(prefix).entrySet()) {
      if (!entry.getKey().startsWith(prefix)) {
        break;
      }
      winners.put(entry.getKey(), entry.getValue().getLast());
    }
    return winners;
  }

  /**
   * What a new write to the key has to cover, at most {@value Change#COVERS_MAX} dots. Should there
   * be more live versions than that, these are the greatest ones, so that what stays loses its tie.
   */
  public List<Dot> dotsOf(String key) {
    List<Version> versions = versionsOf(key);
    int from = Math.max(0, versions.size() - Change.COVERS_MAX);
    return versions.subList(from, versions.size()).stream().map(Version::dot).toList();
  }

  /**
   * The live versions in one fixed form: equal for documents that applied the same changes. Meant
   * for digests, not for the wire; O(size).
   */
  public byte[] canonicalBytes() {
    CanonicalBytes bytes = new CanonicalBytes();
    bytes.putInt(live.size());
    live.forEach((key, versions) -> {
      bytes.putText(key);
      bytes.putInt(versions.size());
      versions.forEach(bytes::putVersion);
    });
    return bytes.toArray();
  }

  /** A local count of applied changes: while it stands still, so does the document. */
  public long revision() {
    return revision;
  }
}
