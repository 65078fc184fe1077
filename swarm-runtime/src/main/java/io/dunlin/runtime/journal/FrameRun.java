package io.dunlin.runtime.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Whole frames that stand one behind the other, all checked with one sum: a CRC32C costs about as
 * much to begin as to sum 100 bytes.
 *
 * <p>A CRC's register that is fed itself becomes 0, and four bytes more bring it to any state. So
 * each head but the first is overwritten with the sum that the frame before should have, then with
 * what begins the next sum. If all frames are right, summing across them arrives at the sum of the
 * last; a frame that is not right leaves a difference, which no right frame behind it takes away.
 * The run is one code word: damage within one frame is found as by that frame's own sum, and so are
 * any three bits of payloads and sums; wider damage to several frames at once escapes with
 * probability 2<sup>-32</sup>, as it does in a single one.
 */
final class FrameRun {
  /** CRC32C (Castagnoli), its bits reflected. */
  private static final int POLYNOMIAL = 0x82f6_3b78;

  /** What four bytes make of a register that is 0 the state in which a sum begins. */
  private static final int BEGIN = fourBytesEarlier(-1);

  private static final VarHandle LITTLE_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  /** A longer run is cut here. */
  static final int FRAMES_MAX = 1_024;

  private final CRC32C crc = new CRC32C();
  private final int[] lengths = new int[FRAMES_MAX];
  private int count;
  private int end;

  private static int fourBytesEarlier(int state) {
    int earlier = state;
    for (int bit = 0; bit < Integer.SIZE; bit++) {
      earlier = earlier < 0 ? (earlier ^ POLYNOMIAL) << 1 | 1 : earlier << 1;
    }
    return earlier;
  }

  /**
   * Takes the frames that stand whole in a part of the array, and spoils their heads.
   *
   * @param start where in the segment the array's first byte stands
   * @return whether all are right; true also when there are none
   */
  boolean take(byte[] bytes, int from, int limit, long salt, int start) {
    count = 0;
    int at = from;
    int sum = 0;
    while (at + Frames.HEAD_BYTES < limit && count < FRAMES_MAX) {
      int length = Frames.intAt(bytes, at);
      int lengthMax = Math.min(Frames.PAYLOAD_BYTES_MAX, limit - at - Frames.HEAD_BYTES);
      if (length < 1 || length > lengthMax) break;
      int next = Frames.intAt(bytes, at + 4) ^ Frames.mix(salt, start + at, length);
      if (count > 0) {
        LITTLE_ENDIAN.set(bytes, at, ~sum);
        LITTLE_ENDIAN.set(bytes, at + 4, BEGIN);
      }
      sum = next;
      lengths[count++] = length;
      at += Frames.HEAD_BYTES + length;
    }
    end = at;
    if (count == 0) return true;
    crc.reset();
    crc.update(bytes, from + Frames.HEAD_BYTES, at - from - Frames.HEAD_BYTES);
    return (int) crc.getValue() == sum;
  }

  int count() {
    return count;
  }

  /** Bytes of a frame's payload. */
  int length(int frame) {
    return lengths[frame];
  }

  /** Where in the array the last one ends. */
  int end() {
    return end;
  }
}
