package io.dunlin.crdt.reconcile;

/**
 * A set of 64-bit items as an endless stream of coded symbols, any beginning of which tells a
 * {@link SymbolDecoder} with a set that differs by d items which those are, once it has about 1.4 d
 * symbols: a rateless invertible Bloom lookup table. Neither end need know d beforehand.
 *
 * <p>A symbol costs O(log items) for each item that falls on it: the first as many as there are,
 * the i-th one in i / 2. Yang, Gilad and Alizadeh 2024, Practical Rateless Set Reconciliation.
 */
public final class SymbolStream {
  private final Places places;
  private long next;

  /** The stream of these items, all different, for peers with the same key. */
  public SymbolStream(HashKey key, long[] items) {
    places = new Places(items.length);
    for (long item : items) {
      places.add(item, key.hash(item));
    }
  }

  /** The next symbol. */
  public CodedSymbol next() {
    Sum sum = new Sum();
    places.pass(next++, sum);
    return new CodedSymbol(sum.items, sum.checks, sum.count);
  }

  private static final class Sum implements Places.Visitor {
    long items;
    int checks;
    long count;

    @Override
    public void visit(int number, long item, int check) {
      items ^= item;
      checks ^= check;
      count++;
    }
  }
}
