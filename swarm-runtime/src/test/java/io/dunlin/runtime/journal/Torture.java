package io.dunlin.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * One disk through several lives of a process, each of which ends anywhere, and an oracle outside
 * that knows what was acknowledged. Everything follows from the seed.
 */
final class Torture {
  private final SplittableRandom random;
  private final boolean faulty;

  /** What may never change any more: acknowledged, or recovered and so perhaps offered. */
  private final Map<Dot, LogEntry> acknowledged = new TreeMap<>();

  /** Every content that was ever handed to append. */
  private final Map<Dot, Set<LogEntry>> offered = new TreeMap<>();

  /** What a gateway holds. */
  private final TreeMap<LogId, Runs> committed = new TreeMap<>();

  private final Map<LogId, Long> nextCarried = new TreeMap<>();
  private SimDisk disk = new SimDisk();
  private long epoch;
  int cuts;
  int reclaimed;
  int refusals;
  int storageErrors;
  long tornBytes;
  long damages;
  long slowestRecoveryNanos;

  Torture(long seed, boolean faulty) {
    this.random = new SplittableRandom(seed);
    this.faulty = faulty;
    disk.capacity = 1L << 40;
  }

  void run(int lives) throws IOException {
    for (int life = 0; life < lives; life++) {
      disk.callsLeft = random.nextInt(5) == 0 ? -1 : 5 + random.nextInt(250);
      disk.faults = faulty ? faults() : SimDisk.NONE;
      try {
        live();
      } catch (SimDisk.PowerCut _) {
        cuts++;
      } catch (IOException _) {
        assertThat(faulty).as("opens but for the faults").isTrue();
      }
      disk.reboot();
      // Mostly the power goes; sometimes only the process does, which spares the page cache.
      if (random.nextInt(4) > 0) disk = disk.afterPowerCut(random.split());
      disk.reboot();
      check();
    }
  }

  private SimDisk.Faults faults() {
    SplittableRandom chance = random.split();
    int percent = 1 + chance.nextInt(20);
    return new SimDisk.Faults() {
      @Override
      public void before(String call) throws IOException {
        boolean reads = call.equals("read") || call.equals("list") || call.equals("open");
        if (reads || chance.nextInt(100) >= percent) return;
        throw chance.nextBoolean() ? new DiskFullException("sim") : new IOException("sim");
      }

      @Override
      public int writes(int bytes) {
        return chance.nextInt(3) == 0 ? 1 + chance.nextInt(bytes) : bytes;
      }
    };
  }

  private JournalSetup setup() {
    // Twice the reserve is more than there is: freeing is always wanted.
    long much = 1L << 40;
    var limits =
        new JournalLimits(
            4_096 << random.nextInt(3), List.of(much, much, much, much), much / 2 + 1, 1 << 20);
    return Entries.setup(++epoch, limits, _ -> {});
  }

  private void live() throws IOException {
    JournalSetup setup = setup();
    Journal journal = Journal.open(disk, setup).journal();
    long[] next = {1, 1, 1, 1};
    int steps = 5 + random.nextInt(60);
    for (int i = 0; i < steps; i++) {
      append(journal, setup.epoch(), next);
      if (random.nextInt(3) > 0) commit(journal.commit(), next);
      if (random.nextInt(10) == 0) readSome(journal);
      if (random.nextInt(20) == 0) reclaim(journal);
    }
    storageErrors += journal.verifier().storageErrors();
    if (random.nextBoolean()) journal.close();
  }

  private void append(Journal journal, long epoch, long[] next) {
    List<LogEntry> batch = new ArrayList<>();
    int size = 1 + random.nextInt(random.nextInt(8) == 0 ? 40 : 4);
    for (int i = 0; i < size; i++) batch.add(random.nextInt(3) == 0 ? carried() : own(epoch, next));
    for (LogEntry entry : batch) {
      offered.computeIfAbsent(entry.dot(), _ -> new HashSet<>()).add(entry);
    }
    if (journal.append(batch) instanceof Receipt.Refused(int first, Refusal _)) {
      refusals++;
      giveBack(batch.subList(first, batch.size()), next);
    }
  }

  /** Dots that were refused are handed out again, with another content. */
  private void giveBack(List<LogEntry> refused, long[] next) {
    for (LogEntry entry : refused) {
      if (entry.dot().log().epoch() != epoch || !entry.dot().origin().equals(Entries.SELF))
        continue;
      int lane = entry.dot().log().lane();
      next[lane] = Math.min(next[lane], entry.dot().seq());
    }
  }

  private LogEntry own(long epoch, long[] next) {
    int lane = random.nextInt(4);
    return entry(new LogId(Entries.SELF, epoch, lane), next[lane]++);
  }

  /** Of one of three logs of a peer, in order, with holes and now and then again. */
  private LogEntry carried() {
    LogId log = new LogId(new ReplicaId(7, random.nextInt(3)), 5, 1);
    long seq = nextCarried.merge(log, 1L + random.nextInt(10) / 9, Long::sum);
    if (random.nextInt(10) == 0) seq = 1 + random.nextLong(seq);
    // A dot of a peer has one content.
    return Entries.entry(log.origin(), log.epoch(), log.lane(), seq, (int) (seq * 37 % 300));
  }

  private LogEntry entry(LogId log, long seq) {
    byte[] body = new byte[random.nextInt(random.nextInt(10) == 0 ? 3_000 : 80)];
    random.nextBytes(body);
    return new LogEntry(new Dot(log, seq), random.nextLong(1 << 20), (byte) 1, body);
  }

  private void commit(Commit commit, long[] next) {
    for (LogEntry entry : commit.durable()) {
      LogEntry before = acknowledged.putIfAbsent(entry.dot(), entry);
      assertThat(before == null || before.equals(entry)).as("one content of %s", entry).isTrue();
    }
    giveBack(commit.refused(), next);
  }

  /** A gateway comes to hold some of what was acknowledged, and the device frees what it may. */
  private void reclaim(Journal journal) {
    for (LogEntry entry : acknowledged.values()) {
      if (random.nextInt(3) == 0) continue;
      committed.computeIfAbsent(entry.dot().log(), _ -> new Runs()).add(entry.dot().seq());
    }
    while (journal.reclaim(committed())) reclaimed++;
  }

  private Knowledge committed() {
    var all = new Knowledge.Builder(committed.size());
    committed.forEach((log, seqs) -> all.add(log, seqs.toIntervalSet()));
    return all.build();
  }

  private void readSome(Journal journal) {
    for (LogId log : journal.knowledge().logs().keySet()) {
      for (LogEntry entry : journal.read(log, 1 + random.nextLong(20), 500)) {
        hold(wasOffered(entry), "made up", entry);
        LogEntry before = acknowledged.putIfAbsent(entry.dot(), entry);
        hold(before == null || before.equals(entry), "two contents", entry);
      }
    }
  }

  /** Opens without faults and compares with the oracle. */
  private void check() throws IOException {
    long begun = System.nanoTime();
    Recovered recovered = Journal.open(disk, setup());
    slowestRecoveryNanos = Math.max(slowestRecoveryNanos, System.nanoTime() - begun);
    tornBytes += recovered.report().tornBytes();
    damages += recovered.report().damageCount();
    assertThat(recovered.report().conflicts()).isEmpty();
    assertThat(recovered.report().damages()).isEmpty();
    Journal journal = recovered.journal();
    Knowledge gatewayHolds = committed();
    Knowledge freed = journal.freed().entries();
    assertThat(gatewayHolds.containsAll(freed)).as("freed only what a gateway holds").isTrue();
    Set<Dot> found = new HashSet<>();
    recovered
        .knowledge()
        .logs()
        .forEach((log, seqs) -> {
          if (log.origin().equals(Entries.SELF)) {
            assertThat(seqs.union(gatewayHolds.of(log)).containsAll(IntervalSet.of(1, seqs.last())))
                .as("no hole in %s", log)
                .isTrue();
          }
          long held = seqs.minus(freed.of(log)).count();

          List<LogEntry> entries = journal.read(log, 1, Integer.MAX_VALUE);
          assertThat(entries.size())
              .as("every known entry of %s", log)
              .isGreaterThanOrEqualTo((int) held);
          for (LogEntry entry : entries) {
            hold(wasOffered(entry), "made up", entry);
            LogEntry before = acknowledged.putIfAbsent(entry.dot(), entry);
            hold(before == null || before.equals(entry), "two contents", entry);
            found.add(entry.dot());
          }
        });
    for (Dot dot : acknowledged.keySet()) {
      boolean mayBeFreed =
          acknowledged.get(dot).kind() == EntryKind.OBSERVATION && gatewayHolds.contains(dot);
      hold(found.contains(dot) || mayBeFreed, "acknowledged, then lost", dot);
    }
  }

  private boolean wasOffered(LogEntry entry) {
    Set<LogEntry> contents = offered.get(entry.dot());
    return contents != null && contents.contains(entry);
  }

  /** Asked millions of times, so it makes no object. */
  private static void hold(boolean holds, String otherwise, Object of) {
    if (!holds) throw new AssertionError(otherwise + ": " + of);
  }
}
