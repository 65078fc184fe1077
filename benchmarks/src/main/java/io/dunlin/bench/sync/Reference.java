package io.dunlin.bench.sync;

import io.dunlin.crdt.codec.ByteWriter;
import java.util.List;
import java.util.TreeMap;

/**
 * What the bytes of an exchange are held against; it shares no code with the protocol.
 *
 * <p>Operations: columns of LEB128 varints of zigzag numbers. Times (microseconds) and values as
 * first or second differences, whichever is shorter for the column; nothing else: no series, no
 * count, no dot, no header. Frontier: for k changed of n logs with gaps g, log2 C(n, k) + Σ log2 g
 * bits.
 */
final class Reference {
  private Reference() {}

  /** Bytes of the samples of one device. */
  static long columnBytes(List<Series.Sample> samples) {
    var out = new ByteWriter();
    for (int column = 0; column < samples.getFirst().columns().length; column++) {
      out.raw(
          shorter(
              varints(differences(samples, column, 1)), varints(differences(samples, column, 2))));
    }
    return out.size();
  }

  private static byte[] shorter(byte[] one, byte[] other) {
    return one.length <= other.length ? one : other;
  }

  private static byte[] varints(long[] numbers) {
    var out = new ByteWriter();
    for (long number : numbers) out.zigzag(number);
    return out.toBytes();
  }

  /**
   * Bytes if each column's differences, first or second, took exactly their empirical entropy: what
   * no coder that takes numbers one by one can beat, were the distribution given to it for nothing.
   */
  static double entropyBytes(List<Series.Sample> samples) {
    double bits = 0;
    for (int column = 0; column < samples.getFirst().columns().length; column++) {
      bits +=
          Math.min(
              entropyBits(differences(samples, column, 1)),
              entropyBits(differences(samples, column, 2)));
    }
    return bits / 8;
  }

  private static double entropyBits(long[] numbers) {
    var counts = new TreeMap<Long, Integer>();
    for (long number : numbers) counts.merge(number, 1, Integer::sum);
    double bits = 0;
    for (int count : counts.values()) bits += count * log2((double) numbers.length / count);
    return bits;
  }

  private static long[] differences(List<Series.Sample> samples, int column, int order) {
    var numbers = samples.stream().mapToLong(sample -> sample.columns()[column]).toArray();
    for (int from = 1; from <= order; from++) differ(numbers, from);
    return numbers;
  }

  private static void differ(long[] numbers, int from) {
    for (int i = numbers.length - 1; i >= from; i--) numbers[i] -= numbers[i - 1];
  }

  /** Bytes that say which of the logs changed and by how much. */
  static double frontierBytes(int logs, int changed, long gap) {
    double bits = changed * log2((double) gap);
    for (int i = 0; i < changed; i++) bits += log2((double) (logs - i) / (changed - i));
    return bits / 8;
  }

  static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }
}
