package io.dunlin.runtime.state;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.codec.MalformedException;
import java.util.Comparator;

/**
 * Names one attempt at a task. The canonical result of a task is that of the lowest (n, device).
 *
 * @param revision 64 hex digits of the mission's revision
 * @param n from 1
 */
public record AttemptKey(String mission, String revision, String task, int n, ReplicaId device)
    implements Comparable<AttemptKey> {
  private static final Comparator<AttemptKey> ORDER =
      Comparator.comparing(AttemptKey::mission)
          .thenComparing(AttemptKey::revision)
          .thenComparing(AttemptKey::task)
          .thenComparingInt(AttemptKey::n)
          .thenComparing(AttemptKey::device);

  @Override
  public int compareTo(AttemptKey other) {
    return ORDER.compare(this, other);
  }

  /** The first 16 digits of the revision keep keys of one mission's revisions apart. */
  String path() {
    return mission + "/" + revision.substring(0, 16) + "/" + task + "/" + n + "/" + device;
  }

  /** Checks that the value stands under the key it names. */
  void requireAt(String key, String prefix) throws MalformedException {
    if (!key.equals(prefix + path())) throw new MalformedException("attempt under a foreign key");
  }
}
