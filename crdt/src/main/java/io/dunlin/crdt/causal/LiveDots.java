package io.dunlin.crdt.causal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map from the writes that are alive to what each carries: what a {@link Causal} type
 * with content is made of.
 *
 * <p>Kept by log in pages of 64 seqs, a bit for each write alive: about five bytes a write beside
 * what it carries. Values share the pages they have in common. Join and {@link #only} cost O(pages)
 * and copy the pages that change; a look-up costs O(log logs + log pages).
 *
 * @param <V> what a write carries; must have an {@code equals}
 */
public final class LiveDots<V> {
  private static final LiveDots<?> NONE = new LiveDots<>(new LogId[0], new Page[0][]);
  private static final Page[] NO_PAGES = {};

  /** Ascending; each with at least one page, the pages ascending and none of them empty. */
  private final LogId[] logs;

  private final Page[][] pages;

  LiveDots(LogId[] logs, Page[][] pages) {
    this.logs = logs;
    this.pages = pages;
  }

  /** None alive. */
  @SuppressWarnings("unchecked") // holds no V
  public static <V> LiveDots<V> none() {
    return (LiveDots<V>) NONE;
  }

  /** One write alive. */
  public static <V> LiveDots<V> of(Dot dot, V value) {
    return new LiveDots<>(new LogId[] {dot.log()}, new Page[][] {{Page.of(dot.seq(), value)}});
  }

  /** What the write carries. */
  @SuppressWarnings("unchecked") // only V go in
  public Optional<V> get(Dot dot) {
    Page page = pageAt(pagesOf(dot.log()), dot.seq());
    return page == null || !page.has(dot.seq())
        ? Optional.empty()
        : Optional.of((V) page.get(dot.seq()));
  }

  private static @Nullable Page pageAt(Page[] pages, long seq) {
    int at = search(pages, Page.baseOf(seq));
    return at < 0 ? null : pages[at];
  }

  private static int search(Page[] pages, long base) {
    int low = 0;
    int high = pages.length - 1;
    while (low <= high) {
      int mid = (low + high) >>> 1;
      long found = pages[mid].base();
      if (found == base) {
        return mid;
      }
      if (found < base) {
        low = mid + 1;
      } else {
        high = mid - 1;
      }
    }
    return -low - 1;
  }

  Page[] pagesOf(LogId log) {
    int at = Arrays.binarySearch(logs, log);
    return at < 0 ? NO_PAGES : pages[at];
  }

  /** What both hold, and what one holds and the other has not seen. */
  public LiveDots<V> join(Knowledge mine, LiveDots<V> other, Knowledge theirs) {
    Builder<V> joined = new Builder<>(logs.length + other.logs.length);
    int i = 0;
    int j = 0;
    while (i < logs.length || j < other.logs.length) {
      int order =
          i == logs.length ? 1 : j == other.logs.length ? -1 : logs[i].compareTo(other.logs[j]);
      LogId log = order <= 0 ? logs[i] : other.logs[j];
      Page[] ours = order <= 0 ? pages[i++] : NO_PAGES;
      Page[] others = order >= 0 ? other.pages[j++] : NO_PAGES;
      joined.add(log, join(ours, mine.of(log), others, theirs.of(log)));
    }
    return joined.build();
  }

  private static Page[] join(Page[] a, IntervalSet seenByA, Page[] b, IntervalSet seenByB) {
    Page[] joined = new Page[a.length + b.length];
    int size = 0;
    int i = 0;
    int j = 0;
    while (i < a.length || j < b.length) {
      boolean takeA = j == b.length || (i < a.length && a[i].base() <= b[j].base());
      boolean takeB = i == a.length || (j < b.length && b[j].base() <= a[i].base());
      Page left = takeA ? a[i] : b[j];
      Page right = takeB ? b[j] : a[i];
      i += takeA ? 1 : 0;
      j += takeB ? 1 : 0;
      long inA = takeA ? left.bits() : 0;
      long inB = takeB ? right.bits() : 0;
      long fromA = inA & (inB | ~seenByB.window(left.base()));
      long fromB = inB & ~inA & ~seenByA.window(left.base());
      if ((fromA | fromB) != 0) {
        joined[size++] = Page.joined(left, takeA ? fromA : fromB, right, takeA ? fromB : 0);
      }
    }
    return Arrays.copyOf(joined, size);
  }

  /** Those of the writes alive that are among these. */
  public LiveDots<V> only(Knowledge dots) {
    Builder<V> kept = new Builder<>(logs.length);
    for (int i = 0; i < logs.length; i++) {
      IntervalSet places = dots.of(logs[i]);
      List<Page> some = new ArrayList<>();
      for (Page page : places.isEmpty() ? NO_PAGES : pages[i]) {
        long keep = page.bits() & places.window(page.base());
        if (keep != 0) {
          some.add(page.keeping(keep));
        }
      }
      kept.add(logs[i], some.toArray(Page[]::new));
    }
    return kept.build();
  }

  /** Is none alive? */
  public boolean isEmpty() {
    return logs.length == 0;
  }

  /** How many are alive; O(pages). */
  public long count() {
    long count = 0;
    for (Page[] some : pages) {
      for (Page page : some) {
        count += page.count();
      }
    }
    return count;
  }

  /** Shows each write alive with what it carries, in the order of the dots. */
  @SuppressWarnings("unchecked") // only V go in
  public void forEach(BiConsumer<Dot, V> reader) {
    for (int i = 0; i < logs.length; i++) {
      for (Page page : pages[i]) {
        int at = 0;
        for (long rest = page.bits(); rest != 0; rest &= rest - 1) {
          long seq = page.base() + Long.numberOfTrailingZeros(rest);
          reader.accept(new Dot(logs[i], seq), (V) page.items()[at++]);
        }
      }
    }
  }

  /** What the writes alive carry, in the order of their dots; a fresh list. */
  @SuppressWarnings("unchecked") // only V go in
  public List<V> values() {
    List<V> values = new ArrayList<>((int) Math.min(Integer.MAX_VALUE - 8, count()));
    for (Page[] some : pages) {
      for (Page page : some) {
        for (Object item : page.items()) {
          values.add((V) item);
        }
      }
    }
    return values;
  }

  /** The writes alive. */
  public Knowledge dots() {
    return dots(_ -> true);
  }

  /** The writes alive that carry such a thing; O(writes). */
  @SuppressWarnings("unchecked") // only V go in
  public Knowledge dots(Predicate<V> carrying) {
    Knowledge.Builder dots = new Knowledge.Builder(logs.length);
    for (int i = 0; i < logs.length; i++) {
      int writes = 0;
      for (Page page : pages[i]) {
        writes += page.count();
      }
      IntervalSet.Builder places = new IntervalSet.Builder(writes);
      for (Page page : pages[i]) {
        int at = 0;
        for (long rest = page.bits(); rest != 0; rest &= rest - 1) {
          if (carrying.test((V) page.items()[at++])) {
            long seq = page.base() + Long.numberOfTrailingZeros(rest);
            places.add(seq, seq);
          }
        }
      }
      dots.add(logs[i], places.build());
    }
    return dots.build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LiveDots<?> that
        && Arrays.equals(logs, that.logs)
        && Arrays.deepEquals(pages, that.pages);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(logs) + Arrays.deepHashCode(pages);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    forEach((dot, value) -> {
      text.append(text.length() == 1 ? "" : ", ").append(dot).append('=').append(value);
    });
    return text.append('}').toString();
  }

  /** Collects what is alive, the dots ascending. */
  public static final class Of<V> {
    private final List<LogId> logs = new ArrayList<>();
    private final List<Page[]> pages = new ArrayList<>();
    private final List<Page> current = new ArrayList<>();
    private final Object[] items = new Object[Page.SEQS];
    private long base;
    private long bits;
    private int size;

    /**
     * Adds the writes of one log alive at these places with what each carries.
     *
     * @throws IllegalArgumentException unless the log comes after all before it, and there is one
     *     item for each place
     */
    public Of<V> add(LogId log, IntervalSet places, List<? extends V> carried) {
      if (!logs.isEmpty() && logs.getLast().compareTo(log) >= 0) {
        throw new IllegalArgumentException("not in ascending order: " + log);
      }
      if (places.count() != carried.size()) {
        throw new IllegalArgumentException(carried.size() + " things for other many places");
      }
      int at = 0;
      for (IntervalSet.Run run : places.runs()) {
        for (long left = run.last() - run.first() + 1; left > 0; left--) {
          put(run.last() - left + 1, carried.get(at++));
        }
      }
      turn(0);
      if (!current.isEmpty()) {
        logs.add(log);
        pages.add(current.toArray(Page[]::new));
        current.clear();
      }
      return this;
    }

    private void put(long seq, Object item) {
      if (Page.baseOf(seq) != base) {
        turn(Page.baseOf(seq));
      }
      bits |= 1L << seq;
      items[size++] = item;
    }

    private void turn(long next) {
      if (size > 0) {
        current.add(new Page(base, bits, Arrays.copyOf(items, size)));
      }
      base = next;
      bits = 0;
      size = 0;
    }

    /** What was added. */
    public LiveDots<V> build() {
      return logs.isEmpty()
          ? none()
          : new LiveDots<>(logs.toArray(LogId[]::new), pages.toArray(Page[][]::new));
    }
  }

  /** Collects logs in ascending order; leaves out those without pages. */
  private static final class Builder<V> {
    private final LogId[] logs;
    private final Page[][] pages;
    private int size;

    Builder(int logsMax) {
      logs = new LogId[logsMax];
      pages = new Page[logsMax][];
    }

    void add(LogId log, Page[] some) {
      if (some.length > 0) {
        logs[size] = log;
        pages[size++] = some;
      }
    }

    LiveDots<V> build() {
      return size == 0
          ? none()
          : new LiveDots<>(Arrays.copyOf(logs, size), Arrays.copyOf(pages, size));
    }
  }
}
