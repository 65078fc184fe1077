package io.dunlin.runtime.journal;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.step.LogEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The entries appended since the last commit, in order, and where their frames stand. */
final class Group {
  /** Position of an entry that was durable before: nothing was written for it. */
  static final int HELD = -1;

  private final List<LogEntry> entries = new ArrayList<>();
  private int[] positions = new int[16];

  private final TreeMap<LogId, Runs> seqs = new TreeMap<>();
  private @Nullable LogId lastId;
  private Runs last = new Runs();
  private int written;

  private long bytes;

  void add(LogEntry entry, int position) {
    int at = entries.size();
    if (at == positions.length) positions = Arrays.copyOf(positions, at * 2);
    positions[at] = position;
    entries.add(entry);
    seqs(entry.dot().log()).add(entry.dot().seq());
    if (position != HELD) written++;
    bytes += Frames.bytes(entry);
  }

  /** Most calls in a row are for one log. */
  private Runs seqs(LogId log) {
    if (!log.equals(lastId)) {
      lastId = log;
      last = seqs.computeIfAbsent(log, _ -> new Runs());
    }
    return last;
  }

  /** Whether there is anything that must be forced. */
  boolean hasWritten() {
    return written > 0;
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
    return seqs(dot.log()).contains(dot.seq());
  }

  /** Forgets all from the n-th on. */
  void cut(int n) {
    entries.subList(n, entries.size()).clear();
    seqs.clear();
    lastId = null;
    bytes = 0;
    written = 0;
    for (int i = 0; i < n; i++) {
      LogEntry entry = entries.get(i);
      seqs(entry.dot().log()).add(entry.dot().seq());
      if (positions[i] != HELD) written++;
      bytes += Frames.bytes(entry);
    }
  }
}
