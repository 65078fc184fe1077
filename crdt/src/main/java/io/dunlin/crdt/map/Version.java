package io.dunlin.crdt.map;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Stamp;
import java.util.Arrays;
import java.util.Objects;

/**
 * A value of a key that nobody has overwritten. Ordered by stamp, then dot: the greatest of a key
 * is its winner.
 *
 * @param dot the write it comes from
 * @param stamp breaks the tie between concurrent versions
 * @param value shared with the document; nobody may alter it
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode below look inside the array
public record Version(Dot dot, Stamp stamp, byte[] value) implements Comparable<Version> {
  @Override
  public int compareTo(Version other) {
    int byStamp = stamp.compareTo(other.stamp);
    return byStamp != 0 ? byStamp : dot.compareTo(other.dot);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Version that
        && dot.equals(that.dot)
        && stamp.equals(that.stamp)
        && Arrays.equals(value, that.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(dot, stamp, Arrays.hashCode(value));
  }

  @Override
  public String toString() {
    return value.length + " bytes by " + dot + " at " + stamp;
  }
}
