package io.dunlin.crdt.reconcile;

/**
 * One symbol of a {@link SymbolStream}: the sum of the items that fall on it.
 *
 * @param sum the exclusive or of the items
 * @param check the exclusive or of the lower halves of their hashes
 * @param count how many they are; in a difference, theirs less ours
 */
public record CodedSymbol(long sum, int check, long count) {
  /** That of no items. */
  static final CodedSymbol ZERO = new CodedSymbol(0, 0, 0);

  CodedSymbol plus(long item, int itemCheck, int sign) {
    return new CodedSymbol(sum ^ item, check ^ itemCheck, count + sign);
  }

  CodedSymbol minus(CodedSymbol other) {
    return new CodedSymbol(sum ^ other.sum, check ^ other.check, count - other.count);
  }
}
