package io.dunlin.gateway.mqtt;

import io.dunlin.gateway.MissionGate;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts uploads in parts together. Bounds: {@link #OPEN_MAX} at a time (a further one throws the
 * oldest out), {@link MissionGate#PARTS_BYTES_MAX} each, {@link #IDLE_NANOS_MAX} since the last
 * part.
 */
final class Uploads {
  static final int OPEN_MAX = 4;
  static final long IDLE_NANOS_MAX = 600_000_000_000L;

  private final Map<String, Open> open = new LinkedHashMap<>();

  private static final class Open {
    final int of;
    final SortedMap<Integer, byte[]> parts = new TreeMap<>();
    int bytes;
    long lastNanos;

    Open(int of) {
      this.of = of;
    }
  }

  sealed interface Step {
    record Waiting(int missing) implements Step {}

    record Whole(byte[] file) implements Step {}

    record TooLarge(long bytes) implements Step {}
  }

  /**
   * Takes part {@code n} of {@code of}, both from 1. A part that is there already is replaced; a
   * part of another division begins the upload anew.
   */
  Step take(String id, int n, int of, byte[] part, long nowNanos) {
    Open upload = open.get(id);
    if (upload == null || upload.of != of) {
      upload = new Open(of);
      open.remove(id);
      open.put(id, upload);
      if (open.size() > OPEN_MAX) open.remove(open.keySet().iterator().next());
    }
    byte @Nullable [] before = upload.parts.put(n, part);
    upload.bytes += part.length - (before == null ? 0 : before.length);
    upload.lastNanos = nowNanos;
    if (upload.bytes > MissionGate.PARTS_BYTES_MAX) {
      open.remove(id);
      return new Step.TooLarge(upload.bytes);
    }
    if (upload.parts.size() < of) return new Step.Waiting(of - upload.parts.size());
    open.remove(id);
    var whole = new ByteArrayOutputStream(upload.bytes);
    upload.parts.values().forEach(whole::writeBytes);
    return new Step.Whole(whole.toByteArray());
  }

  /** Forgets what has waited too long, and says whose it was. */
  List<String> dropIdle(long nowNanos) {
    var idle = new ArrayList<String>();
    open.forEach((id, upload) -> {
      if (nowNanos - upload.lastNanos > IDLE_NANOS_MAX) idle.add(id);
    });
    idle.forEach(open::remove);
    return idle;
  }
}
