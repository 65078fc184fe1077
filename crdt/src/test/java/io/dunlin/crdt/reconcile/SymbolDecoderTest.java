package io.dunlin.crdt.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SymbolDecoderTest {
  private static final HashKey KEY = new HashKey(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

  /** The vector in appendix A of the SipHash paper. */
  @Example
  void theHashIsSipHash() {
    byte[] bytes = new byte[15];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    assertThat(KEY.hash(bytes)).isEqualTo(0xa129ca6149be45e5L);
    assertThat(KEY.hash(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}))
        .isEqualTo(KEY.hash(0x0807060504030201L));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void findsTheDifference(
      @ForAll long seed,
      @ForAll @IntRange(max = 300) int here,
      @ForAll @IntRange(max = 300) int there,
      @ForAll @IntRange(max = 1000) int both) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] onlyHere = random.longs(here).toArray();
    long[] onlyThere = random.longs(there).toArray();
    long[] common = random.longs(both).toArray();
    SymbolDecoder decoder = new SymbolDecoder(KEY, joined(onlyHere, common), 5_000);
    SymbolStream stream = new SymbolStream(KEY, joined(onlyThere, common));
    while (!decoder.take(stream.next())) {
      assertThat(decoder.hasFailed()).isFalse();
    }
    Arrays.sort(onlyHere);
    Arrays.sort(onlyThere);
    assertThat(decoder.onlyHere()).isEqualTo(onlyHere);
    assertThat(decoder.onlyThere()).isEqualTo(onlyThere);
    if (here + there == 0) {
      assertThat(decoder.symbols()).isEqualTo(1);
    }
  }

  /** 1.35 symbols an item in the limit, 1.45 at 128: the mean of many runs. */
  @Example
  void takesFewSymbols() {
    SplittableRandom random = new SplittableRandom(7);
    for (int items : new int[] {256, 1_024}) {
      int runs = 102_400 / items / 4;
      long symbols = 0;
      for (int i = 0; i < runs; i++) {
        SymbolDecoder decoder = new SymbolDecoder(KEY, new long[0], 10_000);
        SymbolStream stream = new SymbolStream(KEY, random.longs(items).toArray());
        while (!decoder.take(stream.next())) {
          assertThat(decoder.hasFailed()).isFalse();
        }
        symbols += decoder.symbols();
      }
      assertThat((double) symbols / runs / items).as("at " + items).isBetween(1.3, 1.45);
    }
  }

  /** Symbols of any kind end in a bounded number of steps, and never in more items than symbols. */
  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void hostileSymbolsEnd(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SymbolDecoder decoder = new SymbolDecoder(KEY, random.longs(20).toArray(), 64);
    SymbolStream stream = new SymbolStream(KEY, random.longs(random.nextInt(40)).toArray());
    for (int i = 0; i < 100; i++) {
      CodedSymbol fair = stream.next();
      long item = random.nextLong();
      CodedSymbol symbol =
          switch (random.nextInt(4)) {
            case 0 -> new CodedSymbol(random.nextLong(), random.nextInt(), random.nextLong());
            case 1 -> new CodedSymbol(item, (int) KEY.hash(item), random.nextBoolean() ? 1 : -1);
            default -> fair;
          };
      decoder.take(symbol);
    }
    assertThat(decoder.symbols()).isLessThanOrEqualTo(64);
    assertThat(decoder.onlyHere().length + decoder.onlyThere().length)
        .isLessThanOrEqualTo(decoder.symbols());
    assertThat(decoder.isComplete() || decoder.hasFailed()).isTrue();
  }

  private static long[] joined(long[] a, long[] b) {
    long[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }
}
