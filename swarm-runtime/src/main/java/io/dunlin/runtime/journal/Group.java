package io.dunlin.runtime.journal;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.runtime.step.LogEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The entries appended since the last commit, in order, and where their frames stand. */
final class Group {
  /** Position of an entry that was durable before: nothing was written for it. */
  static final int HELD = -1;

  private final List<LogEntry> entries = new ArrayList<>();
  private int[] positions = new int[16];

  /** Only ever asked whether it contains, so its order does not matter. */
  private final Set<Dot> dots = new HashSet<>();

  private long bytes;

  void add(LogEntry entry, int position) {
    int at = entries.size();
    if (at == positions.length) positions = Arrays.copyOf(positions, at * 2);
    positions[at] = position;
    entries.add(entry);
    dots.add(entry.dot());
    bytes += Frames.bytes(entry);
  }

  /** Whether there is anything that must be forced. */
  boolean hasWritten() {
    for (int i = 0; i < entries.size(); i++) {
      if (positions[i] != HELD) return true;
    }
    return false;
  }

  int size() {
    return entries.size();
  }

  long bytes() {
    return bytes;
  }

  LogEntry entry(int i) {
    return entries.get(i);
  }

  int position(int i) {
    return positions[i];
  }

  void move(int i, int position) {
    positions[i] = position;
  }

  boolean contains(Dot dot) {
    return dots.contains(dot);
  }

  /** Forgets all from the n-th on. */
  void cut(int n) {
    List<LogEntry> tail = entries.subList(n, entries.size());
    for (LogEntry entry : tail) bytes -= Frames.bytes(entry);
    tail.clear();
    dots.clear();
    for (LogEntry entry : entries) dots.add(entry.dot());
  }
}
