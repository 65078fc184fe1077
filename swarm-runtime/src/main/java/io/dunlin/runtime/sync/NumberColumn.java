package io.dunlin.runtime.sync;

import io.dunlin.crdt.codec.ByteReader;
import io.dunlin.crdt.codec.ByteWriter;
import io.dunlin.crdt.codec.MalformedException;
import java.util.Arrays;

/**
 * Numbers that resemble their neighbours: the differences of an order that suits them, in the Rice
 * code that suits these.
 *
 * <pre>
 * head:  | order u2, code u6 | zigzag * order, or once if all are alike |
 * bits:  | 1 * quotient, 0, code bits of remainder |  or  | 1 * 24, 64 bits |   a number, zigzag
 * order: 0 to 2: that many times differenced, the first numbers in the head;  3: all alike, no bits
 * </pre>
 *
 * <p>Arithmetic wraps at 64 bits. Adding a number costs O(orders × codes) and gives the exact size
 * under every order and code at once, so that a packet is never written to see whether it fits.
 * Source: Rice, Plaunt 1971.
 */
final class NumberColumn {
  private static final int ORDERS = 3;
  private static final int ALIKE = 3;
  private static final int CODES = 32;
  private static final int QUOTIENT_MAX = 24;
  private static final int ORDER_SHIFT = 6;

  private long[] numbers = new long[8];
  private int size;
  private boolean alike = true;
  private final long[][] bits = new long[ORDERS][CODES];

  void add(long number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, 2 * size);
    }
    numbers[size++] = number;
    alike &= number == numbers[0];
    for (int order = 0; order < ORDERS && order < size; order++) {
      long coded = zigzag(difference(size - 1, order));
      for (int code = 0; code < CODES; code++) {
        bits[order][code] += bits(coded, code);
      }
    }
  }

  /** The number at a place less what those before it suggest. */
  private long difference(int place, int order) {
    return switch (order) {
      case 0 -> numbers[place];
      case 1 -> numbers[place] - numbers[place - 1];
      default -> numbers[place] - 2 * numbers[place - 1] + numbers[place - 2];
    };
  }

  private static int bits(long coded, int code) {
    long quotient = coded >>> code;
    return quotient >= 0 && quotient < QUOTIENT_MAX
        ? (int) quotient + 1 + code
        : QUOTIENT_MAX + Long.SIZE;
  }

  /** The best layout: order, code, bytes of the head and number of bits. */
  record Layout(int order, int code, int headBytes, long bits) {}

  Layout layout() {
    var best = new Layout(ALIKE, 0, 1 + varintBytes(zigzag(numbers[0])), 0);
    if (alike) {
      return best;
    }
    long least = Long.MAX_VALUE;
    for (int order = 0; order < ORDERS && order < size; order++) {
      int headBytes = 1;
      for (int i = 0; i < order; i++) {
        headBytes += varintBytes(zigzag(difference(i, i)));
      }
      for (int code = 0; code < CODES; code++) {
        long all = bits[order][code] + 8L * headBytes;
        if (all < least) {
          least = all;
          best = new Layout(order, code, headBytes, bits[order][code]);
        }
      }
    }
    return best;
  }

  void writeHead(ByteWriter out, Layout layout) {
    out.u8(layout.order() << ORDER_SHIFT | layout.code());
    if (layout.order() == ALIKE) {
      out.zigzag(numbers[0]);
    } else {
      for (int i = 0; i < layout.order(); i++) {
        out.zigzag(difference(i, i));
      }
    }
  }

  void writeBits(BitWriter out, Layout layout) {
    if (layout.order() == ALIKE) {
      return;
    }
    for (int i = layout.order(); i < size; i++) {
      long coded = zigzag(difference(i, layout.order()));
      int count = bits(coded, layout.code());
      if (count == QUOTIENT_MAX + Long.SIZE) {
        out.bits(-1, QUOTIENT_MAX);
        out.bits(coded, Long.SIZE);
      } else {
        out.bits(-2, (int) (coded >>> layout.code()) + 1);
        out.bits(coded, layout.code());
      }
    }
  }

  /** What the head says; the numbers follow in the bits. */
  record Head(int order, int code, long first, long second) {

    static Head read(ByteReader in) throws MalformedException {
      int packed = in.u8();
      int order = packed >>> ORDER_SHIFT;
      int code = packed & (1 << ORDER_SHIFT) - 1;
      if (code >= CODES || (order == ALIKE && code > 0)) {
        throw new MalformedException("a column of unknown code");
      }
      return new Head(order, code, order == 0 ? 0 : in.zigzag(), order == 2 ? in.zigzag() : 0);
    }

    long[] numbers(BitReader in, int count) throws MalformedException {
      var numbers = new long[count];
      if (order == ALIKE) {
        Arrays.fill(numbers, first);
        return numbers;
      }
      if (count < order) {
        throw new MalformedException("a column shorter than its head");
      }
      long last = order == 0 ? 0 : first;
      long slope = second;
      for (int i = 0; i < count; i++) {
        if (i >= order) {
          long difference = number(in);
          slope = order == 2 ? slope + difference : difference;
          last = order == 0 ? difference : last + slope;
        } else if (i == 1) {
          last += slope;
        }
        numbers[i] = last;
      }
      return numbers;
    }

    private long number(BitReader in) throws MalformedException {
      int quotient = 0;
      while (quotient < QUOTIENT_MAX && in.bit() == 1) {
        quotient++;
      }
      long coded =
          quotient == QUOTIENT_MAX ? in.bits(Long.SIZE) : (long) quotient << code | in.bits(code);
      return coded >>> 1 ^ -(coded & 1);
    }
  }

  static long zigzag(long number) {
    return number << 1 ^ number >> 63;
  }

  /** Bytes of a varint, whatever its sign. */
  static int varintBytes(long value) {
    return value < 0 ? 10 : SummaryWriter.size(value);
  }
}
