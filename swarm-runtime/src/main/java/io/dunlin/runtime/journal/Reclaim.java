package io.dunlin.runtime.journal;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.Lane;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Frees space, a segment at a time: what a gateway holds is given up, the rest of the segment is
 * written again at the end of the journal and made durable, and only then the segment is deleted.
 * Only observations are ever given up. Runs while a lane takes more than {@value #BEGIN_PERCENT} %
 * of its budget or the disk is down to twice the reserve, so that there is history while there is
 * room. With {@link WhenFull#DROP_OLDEST} a lane of telemetry or bulk that is nearly full gives up
 * its oldest entries too, which are counted.
 */
final class Reclaim {
  static final int BEGIN_PERCENT = 50;
  private static final int DROP_PERCENT = 90;

  /** A segment is worth it when so much of its entries goes. */
  private static final int WORTH_PERCENT = 50;

  private final Disk disk;
  private final JournalLimits limits;
  private final JournalIndex index;
  private final Appender appender;
  private final EntryReads reads;
  private final Space space;
  private final JournalEvents events;

  Reclaim(
      Disk disk,
      JournalSetup setup,
      JournalIndex index,
      Appender appender,
      EntryReads reads,
      Space space) {
    this.disk = disk;
    this.limits = setup.limits();
    this.index = index;
    this.appender = appender;
    this.reads = reads;
    this.space = space;
    this.events = new JournalEvents(setup.events());
  }

  /** What goes and what stays of one segment. */
  private static final class Sorted {
    private final List<LogEntry> stays = new ArrayList<>();
    private final TreeMap<LogId, Runs> goes = new TreeMap<>();
    private final long[] dropped = new long[JournalLimits.LANES];
    private long droppedAll;

    Knowledge gone() {
      Knowledge.Builder all = new Knowledge.Builder(goes.size());
      goes.forEach((log, runs) -> all.add(log, runs.toIntervalSet()));
      return all.build();
    }
  }

  /** Frees one segment if there is need and one is worth it; true when there may be more. */
  boolean one(Knowledge committed) {
    if (!isWanted()) return false;
    for (long number : index.sealedNumbers()) {
      if (worth(number, committed) && free(number, committed, new boolean[JournalLimits.LANES])) {
        return true;
      }
    }
    return dropOldest(committed);
  }

  private boolean isWanted() {
    for (int lane = 0; lane < JournalLimits.LANES; lane++) {
      if (isBeyond(lane, BEGIN_PERCENT)) return true;
    }
    return limits.reservedBytes() > 0 && space.freeBytes() < 2 * limits.reservedBytes();
  }

  private boolean isBeyond(int lane, int percent) {
    return index.laneBytes(lane) > limits.laneBytesMax().get(lane) / 100 * percent;
  }

  /** Whether so much of a segment is held by a gateway that the rest is worth being moved. */
  private boolean worth(long number, Knowledge committed) {
    long entries = 0;
    long held = 0;
    for (Map.Entry<LogId, IntervalSet> log : index.heldIn(number).entrySet()) {
      IntervalSet here = log.getValue();
      entries += here.count();
      if (log.getKey().lane() == Lane.STATE.number()) continue;
      held += committed.of(log.getKey()).intersect(here).count();
    }
    return held > 0 && held * 100 >= entries * WORTH_PERCENT;
  }

  private boolean dropOldest(Knowledge committed) {
    if (limits.whenFull() != WhenFull.DROP_OLDEST) return false;
    boolean[] drop = new boolean[JournalLimits.LANES];
    for (int lane = Lane.TELEMETRY.number(); lane < JournalLimits.LANES; lane++) {
      drop[lane] = isBeyond(lane, DROP_PERCENT);
    }
    for (long number : index.sealedNumbers()) {
      boolean has =
          index.heldIn(number).keySet().stream().anyMatch(log -> drop[JournalIndex.laneOf(log)]);
      if (has) return free(number, committed, drop);
    }
    return false;
  }

  private boolean free(long number, Knowledge committed, boolean[] drop) {
    Optional<Sorted> sorted = sort(number, committed, drop);
    if (sorted.isEmpty() || !appender.carry(sorted.get().stays)) return false;
    if (!remember(sorted.get())) return false;
    index.remove(number);
    reads.forget(number);
    long bytes = delete(number);
    events.freed(number, sorted.get().gone().count(), sorted.get().stays.size(), bytes);
    if (sorted.get().droppedAll > 0) events.dropped(sorted.get().dropped);
    return true;
  }

  /** Empty when the segment cannot be read now. */
  private Optional<Sorted> sort(long number, Knowledge committed, boolean[] drop) {
    Sorted sorted = new Sorted();
    boolean whole =
        reads.walk(
            number,
            view -> {
              LogEntry entry = view.entry();
              Dot dot = entry.dot();
              int lane = JournalIndex.laneOf(dot.log());
              boolean observation = entry.kind() == EntryKind.OBSERVATION;
              boolean held = observation && committed.contains(dot);
              if (held || (observation && drop[lane])) {
                sorted.goes.computeIfAbsent(dot.log(), _ -> new Runs()).add(dot.seq());
                if (!held && !index.freed().entries().contains(dot)) {
                  sorted.dropped[lane]++;
                  sorted.droppedAll++;
                }
              } else if (index.isOnlyIn(dot, number)) {
                sorted.stays.add(entry);
              }
            });
    return whole ? Optional.of(sorted) : Optional.empty();
  }

  private boolean remember(Sorted sorted) {
    List<Long> dropped = new ArrayList<>();
    Freed before = index.freed();
    for (int i = 0; i < JournalLimits.LANES; i++) {
      dropped.add(before.dropped().get(i) + sorted.dropped[i]);
    }
    Freed after = new Freed(before.entries().join(sorted.gone()), dropped);
    try {
      FreedFile.write(disk, after);
    } catch (DiskFullException _) {
      // Space is what this is for. If the power goes before it can be written, peers send again.
    } catch (IOException e) {
      appender.storageError("note what was freed", e);
      return false;
    }
    index.freed(after);
    return true;
  }

  private long delete(long number) {
    try {
      long before = space.freeBytes();
      disk.delete(SegmentName.log(number));
      disk.delete(SegmentName.index(number));
      disk.forceDirectory();
      space.noteFreed();
      return Math.max(0, space.freeBytes() - before);
    } catch (IOException e) {
      appender.storageError("delete segment " + number, e);
      return 0;
    }
  }
}
