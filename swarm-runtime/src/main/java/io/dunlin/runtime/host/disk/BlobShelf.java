package io.dunlin.runtime.host.disk;

import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.blob.BlobSpaceException;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which blobs are here, how much they take and which goes first. After a start, what was not used
 * yet goes first, in the order of the hashes. Not safe for threads: its owner locks.
 */
final class BlobShelf {
  private final long budget;

  /** Whole blobs with their sizes, used longest ago first. */
  private final LinkedHashMap<BlobHash, Long> whole = new LinkedHashMap<>(16, 0.75f, true);

  /** Begun blobs with their sizes, begun longest ago first. */
  private final LinkedHashMap<BlobHash, Long> begun = new LinkedHashMap<>();

  private final Set<BlobHash> working = new HashSet<>();
  private final Set<BlobHash> pinned = new HashSet<>();
  private long bytes;

  BlobShelf(long budget) {
    this.budget = budget;
  }

  /** What has to go. */
  record Victim(BlobHash hash, boolean whole) {}

  /**
   * What must go so that so many bytes more fit; empty when they fit.
   *
   * @throws BlobSpaceException when they do not and nothing may go
   */
  Optional<Victim> victimFor(long more) throws BlobSpaceException {
    if (bytes + more <= budget) return Optional.empty();
    Optional<Victim> victim = more <= budget ? victim() : Optional.empty();
    if (victim.isEmpty()) {
      throw new BlobSpaceException(
          "no room for "
              + more
              + " bytes: "
              + bytes
              + " of "
              + budget
              + " are taken by blobs that are pinned or in transfer");
    }
    return victim;
  }

  /** What may go first; empty when nothing may. */
  Optional<Victim> victim() {
    for (BlobHash hash : begun.keySet()) {
      if (!working.contains(hash)) return Optional.of(new Victim(hash, false));
    }
    for (BlobHash hash : whole.keySet()) {
      if (!pinned.contains(hash)) return Optional.of(new Victim(hash, true));
    }
    return Optional.empty();
  }

  void took(long more) {
    bytes += more;
  }

  void gave(long less) {
    bytes -= less;
  }

  /** A whole blob whose bytes were taken already. */
  void addWhole(BlobHash hash, long size) {
    whole.put(hash, size);
  }

  /** A begun blob whose bytes were taken already. */
  void addBegun(BlobHash hash, long size) {
    begun.put(hash, size);
  }

  void remove(Victim victim) {
    Long size = (victim.whole() ? whole : begun).remove(victim.hash());
    if (size != null) bytes -= size;
  }

  /** A begun blob became whole. */
  void completed(BlobHash hash) {
    Long size = begun.remove(hash);
    if (size != null) whole.put(hash, size);
  }

  /** Looks a whole blob up and notes that it is used. */
  OptionalLong use(BlobHash hash) {
    Long size = whole.get(hash);
    return size == null ? OptionalLong.empty() : OptionalLong.of(size);
  }

  OptionalLong begunSize(BlobHash hash) {
    Long size = begun.get(hash);
    return size == null ? OptionalLong.empty() : OptionalLong.of(size);
  }

  boolean startWork(BlobHash hash) {
    return working.add(hash);
  }

  void endWork(BlobHash hash) {
    working.remove(hash);
  }

  void pin(BlobHash hash) {
    pinned.add(hash);
  }

  void unpin(BlobHash hash) {
    pinned.remove(hash);
  }

  SortedSet<BlobHash> all() {
    return Collections.unmodifiableSortedSet(new TreeSet<>(whole.keySet()));
  }

  long bytes() {
    return bytes;
  }
}
