package io.dunlin.crdt.reconcile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds how our set differs from that of a peer, from the beginning of its {@link SymbolStream}.
 * Takes symbols from anybody: whatever they are, the work is O(log n) each and memory O(symbols
 * taken), and at the end there is a difference or none.
 */
public final class SymbolDecoder {
  private final HashKey key;
  private final SymbolStream ours;
  private final int symbolsMax;

  /** What the items not found yet leave. */
  private final List<CodedSymbol> left = new ArrayList<>();

  /** Items found, and for each whether the peer has it. */
  private final Places found = new Places(4);

  private final List<Boolean> foundThere = new ArrayList<>();
  private final List<Long> items = new ArrayList<>();
  private boolean failed;

  /** Compares these items, all different, with what a peer with the same key sends. */
  public SymbolDecoder(HashKey key, long[] ours, int symbolsMax) {
    this.key = key;
    this.ours = new SymbolStream(key, ours);
    this.symbolsMax = symbolsMax;
  }

  /**
   * Takes the next symbol of the peer's stream, and returns whether the difference is found. Once
   * it is, or once nothing can come of it any more, further symbols change nothing.
   */
  public boolean take(CodedSymbol theirs) {
    if (isComplete() || hasFailed()) {
      return isComplete();
    }
    int place = left.size();
    left.add(theirs.minus(ours.next()));
    found.pass(
        place,
        (number, item, check) -> {
          left.set(place, left.get(place).plus(item, check, foundThere.get(number) ? -1 : 1));
        });
    peel(place);
    return isComplete();
  }

  private void peel(int from) {
    ArrayDeque<Integer> candidates = new ArrayDeque<>();
    candidates.add(from);
    while (!candidates.isEmpty()) {
      int place = candidates.remove();
      CodedSymbol symbol = left.get(place);
      if (isOneItem(symbol, place)) {
        // A fair stream never has more items found than symbols taken.
        if (items.size() == left.size()) {
          failed = true;
          return;
        }
        found(symbol, candidates);
      }
    }
  }

  private boolean isOneItem(CodedSymbol symbol, int place) {
    if (Math.abs(symbol.count()) != 1) {
      return false;
    }
    long hash = key.hash(symbol.sum());
    return symbol.check() == (int) hash && fallsOn(hash, place);
  }

  private static boolean fallsOn(long hash, int place) {
    long at = 0;
    long state = hash;
    while (at < place) {
      state = Places.state(state);
      at = Places.after(at, state);
    }
    return at == place;
  }

  private void found(CodedSymbol one, ArrayDeque<Integer> candidates) {
    boolean there = one.count() > 0;
    long hash = key.hash(one.sum());
    long at = 0;
    long state = hash;
    while (at < left.size()) {
      left.set((int) at, left.get((int) at).plus(one.sum(), (int) hash, there ? -1 : 1));
      candidates.add((int) at);
      state = Places.state(state);
      at = Places.after(at, state);
    }
    found.add(one.sum(), hash);
    foundThere.add(there);
    items.add(one.sum());
    // Past what is here already, so that it takes part in the symbols that come.
    found.pass(left.size() - 1L, (_, _, _) -> {});
  }

  /** Is the difference found? Every item falls on the first symbol, so nothing is left of it. */
  public boolean isComplete() {
    return !left.isEmpty() && left.getFirst().equals(CodedSymbol.ZERO) && !failed;
  }

  /** Are the symbols no fair stream, or more than was allowed? */
  public boolean hasFailed() {
    return failed || (left.size() >= symbolsMax && !isComplete());
  }

  /** How many symbols were taken. */
  public int symbols() {
    return left.size();
  }

  /** Items that the peer has and we lack, ascending; all of them once complete. */
  public long[] onlyThere() {
    return sorted(true);
  }

  /** Items that we have and the peer lacks, ascending; all of them once complete. */
  public long[] onlyHere() {
    return sorted(false);
  }

  private long[] sorted(boolean there) {
    long[] some = new long[items.size()];
    int size = 0;
    for (int i = 0; i < items.size(); i++) {
      if (foundThere.get(i) == there) {
        some[size++] = items.get(i);
      }
    }
    long[] sorted = Arrays.copyOf(some, size);
    Arrays.sort(sorted);
    return sorted;
  }
}
