package io.dunlin.runtime.sim;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A journal's promises without a disk: what was committed stays. */
final class MemoryMedium implements Medium {
  private final TreeMap<LogId, TreeMap<Long, LogEntry>> logs = new TreeMap<>();
  private int starts;
  private boolean full;
  private int failingPercent;
  private SplittableRandom failures = new SplittableRandom(0);
  private int callsLeft = -1;

  /** Written and not forced, in order. */
  private final List<LogEntry> cache = new ArrayList<>();

  @Override
  public Store open(ReplicaId device, SplittableRandom random) throws IOException {
    call();
    if (full) throw new IOException("no room for the epoch");
    starts = Math.min(starts + 1, 0xffff);
    return new Opened((long) starts << 48 | random.nextLong() >>> 16, device, knowledge());
  }

  private void call() {
    if (callsLeft == 0) throw new PowerCut();
    if (callsLeft > 0) callsLeft--;
  }

  private Knowledge knowledge() {
    var builder = new Knowledge.Builder(logs.size());
    logs.forEach((log, entries) -> {
      var places = new IntervalSet.Builder(16);
      entries.keySet().forEach(seq -> places.add(seq, seq));
      builder.add(log, places.build());
    });
    return builder.build();
  }

  @Override
  public void cutAfter(int calls) {
    callsLeft = calls;
  }

  @Override
  public void cut(SplittableRandom random) {
    int kept = random.nextInt(cache.size() + 1);
    cache.subList(0, kept).forEach(this::keep);
    cache.clear();
    callsLeft = -1;
  }

  @Override
  public void killed() {
    cache.forEach(this::keep);
    cache.clear();
    callsLeft = -1;
  }

  private void keep(LogEntry entry) {
    logs.computeIfAbsent(entry.dot().log(), _ -> new TreeMap<>())
        .putIfAbsent(entry.dot().seq(), entry);
  }

  @Override
  public void full(boolean full) {
    this.full = full;
  }

  @Override
  public void failing(int percent, SplittableRandom random) {
    failingPercent = percent;
    failures = random;
  }

  /** A damaged entry is found out and dropped; which one, chance says. */
  @Override
  public boolean rot(int bits, SplittableRandom random) {
    if (logs.isEmpty()) return false;
    List<LogId> ids = List.copyOf(logs.keySet());
    for (int i = 0; i < bits; i++) {
      TreeMap<Long, LogEntry> log = logs.get(ids.get(random.nextInt(ids.size())));
      if (log == null || log.isEmpty()) continue;
      List<Long> seqs = List.copyOf(log.keySet());
      log.remove(seqs.get(random.nextInt(seqs.size())));
    }
    return true;
  }

  @Override
  public Medium copy() {
    var copy = new MemoryMedium();
    logs.forEach((log, entries) -> copy.logs.put(log, new TreeMap<>(entries)));
    copy.starts = starts;
    return copy;
  }

  private final class Opened implements Store {
    private long epoch;
    private final ReplicaId device;
    private final Knowledge recovered;
    private final Map<LogId, Long> next = new HashMap<>();

    Opened(long epoch, ReplicaId device, Knowledge recovered) {
      this.epoch = epoch;
      this.device = device;
      this.recovered = recovered;
    }

    @Override
    public long epoch() {
      return epoch;
    }

    @Override
    public Knowledge recovered() {
      return recovered;
    }

    @Override
    public void replay(byte kind, Consumer<LogEntry> to) {
      for (TreeMap<Long, LogEntry> log : logs.values()) {
        for (LogEntry entry : log.values()) if (entry.kind() == kind) to.accept(entry);
      }
    }

    @Override
    public List<LogEntry> append(List<LogEntry> entries) {
      call();
      var refused = new ArrayList<LogEntry>();
      var broken = new HashSet<LogId>();
      for (LogEntry entry : entries) {
        LogId log = entry.dot().log();
        boolean failed = failingPercent > 0 && failures.nextInt(100) < failingPercent;
        if (full || failed || broken.contains(log) || !inOrder(entry.dot())) {
          broken.add(log);
          refused.add(entry);
        } else {
          if (isOwn(log)) next.put(log, entry.dot().seq() + 1);
          cache.add(entry);
        }
      }
      return refused;
    }

    @Override
    public void renew(long begun) {
      epoch = begun;
    }

    private boolean isOwn(LogId log) {
      return log.epoch() == epoch && log.origin().equals(device);
    }

    private boolean inOrder(Dot dot) {
      return !isOwn(dot.log()) || next.getOrDefault(dot.log(), 1L) == dot.seq();
    }

    @Override
    public Committed commit() {
      call();
      var durable = List.copyOf(cache);
      cache.forEach(MemoryMedium.this::keep);
      cache.clear();
      return new Committed(durable, List.of());
    }

    /** Nothing rots here. */
    @Override
    public void scrub() {}

    @Override
    public List<LogEntry> read(LogId log, long firstSeq, int bytesMax) {
      TreeMap<Long, LogEntry> entries = logs.get(log);
      var found = new ArrayList<LogEntry>();
      if (entries == null) return found;
      int bytes = 0;
      for (LogEntry entry : entries.tailMap(firstSeq).values()) {
        bytes += entry.body().length;
        if (!found.isEmpty() && bytes > bytesMax) break;
        found.add(entry);
      }
      return found;
    }
  }
}
