package io.dunlin.crdt.causal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Owns a large {@link LiveDots} and its context, takes deltas in place, and finds what is alive by
 * its key: the engine of the stores that devices hold. After any number of deltas it equals the
 * join of them.
 *
 * <p>Applying a delta costs O(its writes and covers), whatever the size of the store, beside
 * O(runs) of the context of the logs it touches. Space: the pages of {@link LiveDots} and five to
 * eleven bytes a write for the index. A snapshot shares the pages: O(pages), a 64th of the writes.
 * At most 2^26 - 1 pages of 64 seqs. Keys of one hash code are found one after the other. Not safe
 * for several threads.
 *
 * @param <K> the key; several writes may have the same
 * @param <V> what a write carries
 */
public final class DotStore<K, V> {
  private final Map<LogId, Track> tracks = new HashMap<>();
  private final Pages pages = new Pages();
  private final SlotIndex<K> index;

  /** A store of nothing, whose writes have this key; the key of a thing never changes. */
  public DotStore(Function<V, K> keyOf) {
    index = new SlotIndex<>(slot -> keyOf.apply(at(slot)));
  }

  /** One log: what is seen of it, and its pages, ascending by base. */
  private static final class Track {
    final LogId log;
    IntervalSet seen = IntervalSet.empty();
    long[] bases = new long[1];
    int[] ids = new int[1];
    int size;

    Track(LogId log) {
      this.log = log;
    }

    int search(long base) {
      return Arrays.binarySearch(bases, 0, size, base);
    }

    void insert(int at, long base, int id) {
      if (size == bases.length) {
        int capacity = size + (size >> 2) + 1;
        bases = Arrays.copyOf(bases, capacity);
        ids = Arrays.copyOf(ids, capacity);
      }
      System.arraycopy(bases, at, bases, at + 1, size - at);
      System.arraycopy(ids, at, ids, at + 1, size - at);
      bases[at] = base;
      ids[at] = id;
      size++;
    }

    void remove(int at) {
      size--;
      System.arraycopy(bases, at + 1, bases, at, size - at);
      System.arraycopy(ids, at + 1, ids, at, size - at);
    }
  }

  /** Joins what is alive in the delta and the context it comes with into this, in place. */
  public void apply(LiveDots<V> alive, Knowledge context) {
    for (int i = 0; i < context.size(); i++) {
      LogId log = context.log(i);
      IntervalSet told = context.seen(i);
      Track track = tracks.computeIfAbsent(log, Track::new);
      Page[] delta = alive.pagesOf(log);
      removeDead(track, told, delta);
      addNew(track, delta);
      track.seen = track.seen.union(told);
    }
  }

  private void removeDead(Track track, IntervalSet told, Page[] alive) {
    int next = 0;
    for (int run = 0; run < told.size(); run++) {
      long first = Page.baseOf(told.first(run));
      if (track.size == 0 || first > track.bases[track.size - 1]) {
        return;
      }
      int at = track.search(first);
      at = at < 0 ? -at - 1 : at;
      while (at < track.size && track.bases[at] <= told.last(run)) {
        long base = track.bases[at];
        while (next < alive.length && alive[next].base() < base) {
          next++;
        }
        long living = next < alive.length && alive[next].base() == base ? alive[next].bits() : 0;
        int before = track.size;
        remove(track, at, told.window(base) & ~living);
        at += track.size == before ? 1 : 0;
      }
    }
  }

  private void remove(Track track, int at, long bits) {
    int id = track.ids[at];
    Page page = pages.get(id);
    long dead = page.bits() & bits;
    if (dead == 0) {
      return;
    }
    for (long rest = dead; rest != 0; rest &= rest - 1) {
      index.remove(Pages.slot(id, Long.numberOfTrailingZeros(rest)));
    }
    if (dead == page.bits()) {
      pages.free(id);
      track.remove(at);
    } else {
      pages.set(id, page.keeping(~dead));
    }
  }

  private void addNew(Track track, Page[] delta) {
    for (Page from : delta) {
      long fresh = from.bits() & ~track.seen.window(from.base());
      if (fresh == 0) {
        continue;
      }
      int at = track.search(from.base());
      int id;
      if (at >= 0) {
        id = track.ids[at];
        Page page = pages.get(id);
        pages.set(id, Page.joined(page, page.bits(), from, fresh));
      } else {
        id = pages.add(from.keeping(fresh), track.log);
        track.insert(-at - 1, from.base(), id);
      }
      for (long rest = fresh; rest != 0; rest &= rest - 1) {
        index.add(Pages.slot(id, Long.numberOfTrailingZeros(rest)));
      }
    }
  }

  @SuppressWarnings("unchecked") // only V go in
  private V at(int slot) {
    return (V) pages.get(Pages.page(slot)).get(Pages.offset(slot));
  }

  private Dot dotAt(int slot) {
    int id = Pages.page(slot);
    return new Dot(pages.log(id), pages.get(id).base() + Pages.offset(slot));
  }

  /** Is a write with this key alive? */
  public boolean contains(K key) {
    return index.find(key, slot -> false);
  }

  /** Shows the writes of this key that are alive, in no order that replicas share. */
  public void forEach(K key, BiConsumer<Dot, V> reader) {
    index.find(
        key,
        slot -> {
          reader.accept(dotAt(slot), at(slot));
          return true;
        });
  }

  /** The writes of this key that are alive. */
  public Knowledge dots(K key) {
    List<Knowledge> dots = new ArrayList<>(1);
    forEach(key, (dot, _) -> dots.add(Knowledge.empty().plus(dot)));
    return Knowledge.joinAll(dots);
  }

  /** How many writes are alive. */
  public int count() {
    return index.count();
  }

  /** The writes seen; O(logs log logs). */
  public Knowledge context() {
    Map<LogId, Track> sorted = new TreeMap<>(tracks);
    Knowledge.Builder seen = new Knowledge.Builder(sorted.size());
    sorted.forEach((log, track) -> seen.add(log, track.seen));
    return seen.build();
  }

  /** What is alive now; O(pages). */
  public LiveDots<V> alive() {
    List<LogId> logs = new ArrayList<>();
    List<Page[]> all = new ArrayList<>();
    for (Track track : new TreeMap<>(tracks).values()) {
      if (track.size > 0) {
        Page[] some = new Page[track.size];
        Arrays.setAll(some, i -> pages.get(track.ids[i]));
        logs.add(track.log);
        all.add(some);
      }
    }
    return logs.isEmpty()
        ? LiveDots.none()
        : new LiveDots<>(logs.toArray(LogId[]::new), all.toArray(Page[][]::new));
  }
}
