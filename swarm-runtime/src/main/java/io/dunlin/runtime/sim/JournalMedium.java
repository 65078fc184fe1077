package io.dunlin.runtime.sim;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.journal.Commit;
import io.dunlin.runtime.journal.EpochStore;
import io.dunlin.runtime.journal.Journal;
import io.dunlin.runtime.journal.JournalLimits;
import io.dunlin.runtime.journal.JournalSetup;
import io.dunlin.runtime.journal.Receipt;
import io.dunlin.runtime.journal.Recovered;
import io.dunlin.runtime.journal.SimDisk;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The product's journal on a {@link SimDisk}. */
final class JournalMedium implements Medium {
  private static final long MIB = 1 << 20;

  /** Small segments, so that short runs see many. */
  private static final JournalLimits LIMITS =
      new JournalLimits(16 << 10, List.of(MIB, 16 * MIB, 64 * MIB, MIB), 0, 64 << 10);

  private SimDisk disk;

  JournalMedium() {
    this(new SimDisk());
  }

  private JournalMedium(SimDisk disk) {
    this.disk = disk;
  }

  @Override
  public Store open(ReplicaId device, SplittableRandom random) throws IOException {
    try {
      long epoch = EpochStore.begin(disk, random, 0);
      var setup = new JournalSetup(device, epoch, LIMITS, random, _ -> {});
      return new Opened(epoch, Journal.open(disk, setup));
    } catch (SimDisk.PowerCut e) {
      throw new PowerCut();
    }
  }

  @Override
  public void cutAfter(int calls) {
    disk.callsLeft = calls;
  }

  @Override
  public void cut(SplittableRandom random) {
    disk = disk.afterPowerCut(random);
  }

  @Override
  public void killed() {
    disk.reboot();
  }

  @Override
  public void full(boolean full) {
    long used = disk.names().stream().mapToLong(name -> disk.bytes(name).length).sum();
    disk.capacity = full ? used : Long.MAX_VALUE;
  }

  @Override
  public void failing(int percent, SplittableRandom random) {
    disk.faults =
        percent == 0
            ? SimDisk.NONE
            : call -> {
              if (random.nextInt(100) < percent) throw new IOException("sim: " + call);
            };
  }

  @Override
  public boolean rot(int bits, SplittableRandom random) {
    List<String> segments = disk.names().stream().filter(n -> disk.bytes(n).length > 64).toList();
    if (segments.isEmpty()) return false;
    for (int i = 0; i < bits; i++) {
      String name = segments.get(random.nextInt(segments.size()));
      byte[] bytes = disk.bytes(name).clone();
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      disk.replace(name, bytes);
    }
    return true;
  }

  @Override
  public Medium copy() {
    SimDisk copy = disk.copy();
    copy.capacity = Long.MAX_VALUE;
    return new JournalMedium(copy);
  }

  private record Opened(long epoch, Recovered found) implements Store {
    private Journal journal() {
      return found.journal();
    }

    @Override
    public Knowledge recovered() {
      return journal().knowledge();
    }

    @Override
    public void replay(byte kind, Consumer<LogEntry> to) {
      powered(() -> {
        journal().replay(kind, to);
        return true;
      });
    }

    @Override
    public List<LogEntry> append(List<LogEntry> entries) {
      return powered(() -> {
        var refused = new ArrayList<LogEntry>();
        List<LogEntry> rest = entries;
        while (!rest.isEmpty() && journal().append(rest) instanceof Receipt.Refused(int at, _)) {
          LogId log = rest.get(at).dot().log();
          var others = new ArrayList<LogEntry>();
          for (LogEntry entry : rest.subList(at, rest.size())) {
            (entry.dot().log().equals(log) ? refused : others).add(entry);
          }
          rest = others;
        }
        return refused;
      });
    }

    @Override
    public void renew(long begun) {
      journal().renew(begun);
    }

    @Override
    public Committed commit() {
      Commit commit = powered(journal()::commit);
      return new Committed(commit.durable(), commit.refused());
    }

    @Override
    public void scrub() {
      int _ = powered(() -> journal().scrub());
    }

    @Override
    public IntervalSet lost(LogId log, IntervalSet places) {
      return powered(() -> journal().lost(log, places));
    }

    @Override
    public List<LogEntry> read(LogId log, long firstSeq, int bytesMax) {
      return powered(() -> journal().read(log, firstSeq, bytesMax));
    }

    private static <T> T powered(Supplier<T> call) {
      try {
        return call.get();
      } catch (SimDisk.PowerCut e) {
        throw new PowerCut();
      }
    }
  }
}
