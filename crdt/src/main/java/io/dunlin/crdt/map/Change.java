package io.dunlin.crdt.map;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Stamp;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One write to a {@link Document}: key = value, written by dot, covering the dots it overwrites. A
 * cover acts on the dot it names, whatever its key.
 *
 * <p>Array and list are shared with the caller until the change is applied; nobody may alter the
 * array.
 *
 * @param dot names this write for ever
 * @param stamp breaks the tie with writes that did not know of this one
 * @param key 1 to {@value #KEY_BYTES_MAX} bytes of UTF-8
 * @param value at most {@value #VALUE_BYTES_MAX} bytes; null removes what is covered and adds
 *     nothing
 * @param covers at most {@value #COVERS_MAX}, without the change's own dot; kept sorted and without
 *     repeats
 */
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode below look inside the array
public record Change(Dot dot, Stamp stamp, String key, byte @Nullable [] value, List<Dot> covers) {
  /** The longest key, in bytes of UTF-8. */
  public static final int KEY_BYTES_MAX = 256;

  /** The longest value, in bytes. */
  public static final int VALUE_BYTES_MAX = 64 * 1024;

  /** The most dots one change covers. */
  public static final int COVERS_MAX = 64;

  /**
   * Checks the bounds and brings the covers in order.
   *
   * @throws IllegalArgumentException if a bound is broken
   */
  public Change(Dot dot, Stamp stamp, String key, byte @Nullable [] value, List<Dot> covers) {
    if (!isKey(key)) {
      throw new IllegalArgumentException("a key has 1 to 256 bytes of well-formed UTF-8");
    }
    if (value != null && value.length > VALUE_BYTES_MAX) {
      throw new IllegalArgumentException("a value has at most 64 KiB, not " + value.length);
    }
    List<Dot> sorted = covers.stream().sorted().distinct().toList();
    if (sorted.size() > COVERS_MAX || sorted.contains(dot)) {
      throw new IllegalArgumentException("a change covers at most 64 dots, never its own");
    }
    this.dot = Objects.requireNonNull(dot);
    this.stamp = Objects.requireNonNull(stamp);
    this.key = key;
    this.value = value;
    this.covers = sorted;
  }

  /** Is this a key within the bound, without unpaired surrogates? */
  public static boolean isKey(String key) {
    // A char takes at least one byte, so an overlong key is refused before it is encoded.
    return !key.isEmpty()
        && key.length() <= KEY_BYTES_MAX
        && StandardCharsets.UTF_8.newEncoder().canEncode(key)
        && key.getBytes(StandardCharsets.UTF_8).length <= KEY_BYTES_MAX;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Change that
        && dot.equals(that.dot)
        && stamp.equals(that.stamp)
        && key.equals(that.key)
        && Arrays.equals(value, that.value)
        && covers.equals(that.covers);
  }

  @Override
  public int hashCode() {
    return Objects.hash(dot, stamp, key, Arrays.hashCode(value), covers);
  }

  @Override
  public String toString() {
    String what = value == null ? "removed" : value.length + " bytes";
    return key + " = " + what + " by " + dot + " covering " + covers;
  }
}
