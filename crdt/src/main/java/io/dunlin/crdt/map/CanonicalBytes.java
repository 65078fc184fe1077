package io.dunlin.crdt.map;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.LogId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Fixed-width big-endian bytes for digests.
 *
 * <p>version: | origin 16 | epoch u64 | lane u8 | seq u64 | millis u64 | counter u32 | length u32 |
 * value |
 */
final class CanonicalBytes {
  private static final int VERSION_BYTES = ReplicaId.BYTES + 8 + 1 + 8 + 8 + 4;

  private ByteBuffer buffer = ByteBuffer.allocate(256);

  void putInt(int value) {
    room(4).putInt(value);
  }

  void putText(String text) {
    putBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  void putBytes(byte[] bytes) {
    putInt(bytes.length);
    room(bytes.length).put(bytes);
  }

  void putVersion(Version version) {
    LogId log = version.dot().log();
    room(VERSION_BYTES)
        .putLong(log.origin().high())
        .putLong(log.origin().low())
        .putLong(log.epoch())
        .put((byte) log.lane())
        .putLong(version.dot().seq())
        .putLong(version.stamp().millis())
        .putInt(version.stamp().counter());
    putBytes(version.value());
  }

  byte[] toArray() {
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      int capacity = Math.max(Math.addExact(buffer.position(), bytes), buffer.capacity() * 2);
      buffer = ByteBuffer.allocate(capacity).put(buffer.flip());
    }
    return buffer;
  }
}
