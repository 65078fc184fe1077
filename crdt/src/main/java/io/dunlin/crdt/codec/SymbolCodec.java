package io.dunlin.crdt.codec;

import io.dunlin.crdt.reconcile.CodedSymbol;

/** Coded symbols: | sum u64 | check u32 | count zigzag |, 13 bytes for small counts. */
public final class SymbolCodec {
  /** One symbol. */
  public static final Codec<CodedSymbol> SYMBOL =
      Codecs.of(
          (to, symbol) -> {
            to.u64(symbol.sum()).u32(Integer.toUnsignedLong(symbol.check()));
            to.zigzag(symbol.count());
          },
          from -> new CodedSymbol(from.u64(), (int) from.u32(), from.zigzag()));

  private SymbolCodec() {}
}
