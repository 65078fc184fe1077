package io.dunlin.runtime.sync;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.step.LogEntry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Entries of one peer that came in part. Holds at most {@value #BYTES_MAX} bytes and {@value
 * #ENTRIES_MAX} entries; the one left alone longest gives way. Memory grows with what arrived, not
 * with what a fragment claims.
 */
final class Reassembly {
  static final int BYTES_MAX = 2 * Fragment.WHOLE_BYTES_MAX;
  static final int ENTRIES_MAX = 8;

  /** In order of last arrival. */
  private final LinkedHashMap<Dot, Partial> partials = new LinkedHashMap<>();

  private int bytes;

  /** What is missing of one entry. */
  record Missing(Dot dot, int chunkBytes, IntervalSet chunks) {}

  /** Takes a part; the entry once it is whole. */
  @Nullable LogEntry add(Fragment fragment) throws MalformedException {
    Partial partial = partials.remove(fragment.dot());
    if (partial == null || !partial.fits(fragment)) {
      drop(partial);
      partial = new Partial(fragment.wholeBytes(), fragment.chunkBytes());
    }
    bytes += partial.add(fragment);
    if (partial.isWhole()) {
      bytes -= partial.bytes;
      return Fragment.entry(fragment.dot(), partial.join());
    }
    partials.put(fragment.dot(), partial);
    makeRoom();
    return null;
  }

  private void makeRoom() {
    Iterator<Partial> oldest = partials.values().iterator();
    while (bytes > BYTES_MAX || partials.size() > ENTRIES_MAX) {
      bytes -= oldest.next().bytes;
      oldest.remove();
    }
  }

  private void drop(@Nullable Partial partial) {
    bytes -= partial == null ? 0 : partial.bytes;
  }

  boolean isEmpty() {
    return partials.isEmpty();
  }

  int bytes() {
    return bytes;
  }

  /** The entry came by another way. */
  void forget(Dot dot) {
    if (!partials.isEmpty()) {
      drop(partials.remove(dot));
    }
  }

  void clear() {
    partials.clear();
    bytes = 0;
  }

  /** What to ask for again. */
  List<Missing> missing() {
    var missing = new ArrayList<Missing>();
    for (Map.Entry<Dot, Partial> entry : partials.entrySet()) {
      Partial partial = entry.getValue();
      missing.add(new Missing(entry.getKey(), partial.chunkBytes, partial.missing()));
    }
    return missing;
  }

  private static final class Partial {
    final int wholeBytes;
    final int chunkBytes;
    final byte[] @Nullable [] chunks;
    int bytes;
    private IntervalSet present = IntervalSet.empty();

    Partial(int wholeBytes, int chunkBytes) {
      this.wholeBytes = wholeBytes;
      this.chunkBytes = chunkBytes;
      this.chunks = new byte[Fragment.chunks(wholeBytes, chunkBytes)][];
      this.bytes = 8 * chunks.length;
    }

    boolean fits(Fragment fragment) {
      return fragment.wholeBytes() == wholeBytes && fragment.chunkBytes() == chunkBytes;
    }

    int add(Fragment fragment) {
      boolean fresh = present.isEmpty();
      int before = fresh ? 0 : bytes;
      if (!present.contains(fragment.chunk())) {
        present = present.plus(fragment.chunk());
        chunks[fragment.chunk() - 1] = fragment.bytes();
        bytes += fragment.bytes().length;
      }
      return bytes - before;
    }

    boolean isWhole() {
      return present.count() == chunks.length;
    }

    IntervalSet missing() {
      return IntervalSet.of(1, chunks.length).minus(present);
    }

    byte[] join() {
      var whole = new byte[wholeBytes];
      for (int i = 0; i < chunks.length; i++) {
        byte[] chunk = chunks[i];
        if (chunk != null) {
          System.arraycopy(chunk, 0, whole, i * chunkBytes, chunk.length);
        }
      }
      return whole;
    }
  }
}
