package io.dunlin.runtime.exec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads a stream to its end and keeps the last bytes of it. */
final class Tail implements Runnable {
  private final InputStream in;
  private final byte[] ring;
  private long total;

  Tail(InputStream in, int bytesKept) {
    this.in = in;
    this.ring = new byte[bytesKept];
  }

  @Override
  public void run() {
    byte[] buffer = new byte[8192];
    try {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) add(buffer, n);
    } catch (IOException e) {
      // The pipe was closed under it: the program is gone, and what came before is kept.
      return;
    }
  }

  private synchronized void add(byte[] bytes, int count) {
    for (int i = 0; i < count; i++) ring[(int) ((total + i) % ring.length)] = bytes[i];
    total += count;
  }

  /** All bytes that were read. */
  synchronized long total() {
    return total;
  }

  /** What is kept, oldest first; a broken character becomes a replacement mark. */
  synchronized String text() {
    int kept = (int) Math.min(total, ring.length);
    byte[] ordered = new byte[kept];
    for (int i = 0; i < kept; i++) ordered[i] = ring[(int) ((total - kept + i) % ring.length)];
    return new String(ordered, StandardCharsets.UTF_8);
  }

  /** The last line that is not blank, at most so long. */
  String lastLine(int charsMax) {
    for (String each : text().lines().toList().reversed()) {
      String line = each.replaceAll("\\p{Cntrl}", " ").strip();
      if (!line.isEmpty()) return line.length() > charsMax ? line.substring(0, charsMax) : line;
    }
    return "";
  }
}
