package io.dunlin.runtime.journal;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The write side. Entries go in chunks to the page cache and in groups onto the medium. A segment
 * whose write or force failed is never written to again: what of the group is uncertain goes, with
 * its dots, to a new segment, whose header makes the old end void.
 */
final class Appender {
  private final JournalSetup setup;
  private final JournalIndex index;
  private final SegmentChain chain;
  private final JournalEvents events;
  private final EntryReads reads;
  private final Space space;
  private final OwnLogs own;
  private final long[] groupLaneBytes = new long[JournalLimits.LANES];
  private final Group group = new Group();
  private final List<LogEntry> durable = new ArrayList<>();
  private final List<LogEntry> refused = new ArrayList<>();
  private @Nullable Refusal refusedWhy;
  private @Nullable SegmentWriter writer;
  private boolean poisoned;
  private long failures;
  private volatile int storageErrors;

  Appender(
      JournalSetup setup, JournalIndex index, SegmentChain chain, EntryReads reads, Space space) {
    this.setup = setup;
    this.index = index;
    this.chain = chain;
    this.events = new JournalEvents(setup.events());
    this.reads = reads;
    this.space = space;
    this.own = new OwnLogs(setup.device(), setup.epoch());
  }

  /** Own entries come under another epoch from here on; from any thread. */
  void renew(long epoch) {
    own.begin(epoch);
  }

  Receipt append(List<LogEntry> entries) {
    int taken = 0;
    while (taken < entries.size()) {
      Chunk chunk = chunk(entries, taken);
      taken += chunk.taken();
      if (chunk.why() != null) {
        space.noteRefused(JournalIndex.laneOf(entries.get(taken).dot().log()));
        return new Receipt.Refused(taken, chunk.why());
      }
    }
    return new Receipt.Appended(taken);
  }

  /** How many entries were taken, and why not the next one; null when it was not asked. */
  private record Chunk(int taken, @Nullable Refusal why) {}

  /** Writes the entries that fit into the stage and the segment, with one write: all or none. */
  private Chunk chunk(List<LogEntry> entries, int from) {
    int groupFrom = group.size();
    Refusal why = null;
    int at = from;
    LogId log = null;
    Runs held = null;
    IntervalSet freed = IntervalSet.empty();
    for (; at < entries.size(); at++) {
      LogEntry entry = entries.get(at);
      Dot dot = entry.dot();
      if (!dot.log().equals(log)) {
        log = dot.log();
        held = index.held(log);
        freed = index.freed().entries().of(log);
      }
      boolean here = held != null && held.contains(dot.seq());
      if (here || freed.contains(dot.seq()) || group.contains(dot)) {
        group.add(entry, Group.HELD);
        continue;
      }
      boolean ready = isReadyFor(entry);
      if (!ready && at > from) break;
      if (!ready) {
        why = makeReadyFor(entry);
        held = index.held(dot.log());
        groupFrom = group.size();
      }
      if (why == null) why = refusal(entry);
      if (why != null) break;
      stage(entry);
    }
    Refusal failed = write(groupFrom);
    return failed == null ? new Chunk(at - from, why) : new Chunk(0, failed);
  }

  private @Nullable Refusal refusal(LogEntry entry) {
    Refusal why = own.refusal(entry.dot());
    if (why != null) return why;
    int lane = JournalIndex.laneOf(entry.dot().log());
    long taken = index.laneBytes(lane) + groupLaneBytes[lane];
    return space.refusal(lane, taken, Frames.bytes(entry));
  }

  private boolean isReadyFor(LogEntry entry) {
    int bytes = Frames.bytes(entry);
    return writer != null
        && !poisoned
        && writer.stageHasRoom(bytes)
        && writer.fits(bytes)
        && groupHasRoom(bytes);
  }

  private boolean groupHasRoom(int bytes) {
    return group.size() == 0 || group.bytes() + bytes <= setup.limits().groupBytesMax();
  }

  /** Commits, rolls and begins as needed; nothing is staged. */
  private @Nullable Refusal makeReadyFor(LogEntry entry) {
    int bytes = Frames.bytes(entry);
    if (poisoned || !groupHasRoom(bytes) || (writer != null && !writer.fits(bytes))) settle();
    if (writer != null && !writer.fits(bytes)) roll(writer);
    if (writer != null) return null;
    try {
      writer = chain.begin(setup.limits().segmentBytes());
      return null;
    } catch (IOException e) {
      return failed("begin a segment", e);
    }
  }

  private void stage(LogEntry entry) {
    group.add(entry, Objects.requireNonNull(writer).stage(entry));
    own.took(entry.dot());
    groupLaneBytes[JournalIndex.laneOf(entry.dot().log())] += Frames.bytes(entry);
  }

  /** Writes what is staged. On a failure it is as if the group had never grown beyond. */
  private @Nullable Refusal write(int groupFrom) {
    if (writer == null) return null;
    try {
      writer.write();
      return null;
    } catch (IOException e) {
      poisoned |= !(e instanceof DiskFullException);
      for (int i = group.size() - 1; i >= groupFrom; i--) forget(i);
      group.cut(groupFrom);
      return failed("write", e);
    }
  }

  private void forget(int i) {
    if (group.position(i) == Group.HELD) return;
    LogEntry entry = group.entry(i);
    if (!index.contains(entry.dot())) own.forgot(entry.dot());
    groupLaneBytes[JournalIndex.laneOf(entry.dot().log())] -= Frames.bytes(entry);
  }

  /**
   * Writes entries again that are here already, and makes them durable: their old place goes away.
   *
   * @return false when it could not, and the old place must stay
   */
  boolean carry(List<LogEntry> entries) {
    if (entries.isEmpty()) return true;
    settle();
    int durableBefore = durable.size();
    int refusedBefore = refused.size();
    long failuresBefore = failures;
    boolean staged = stageAgain(entries);
    settle();
    // Nobody waits to hear of these.
    durable.subList(durableBefore, durable.size()).clear();
    refused.subList(refusedBefore, refused.size()).clear();
    if (refused.isEmpty()) refusedWhy = null;
    return staged && failures == failuresBefore;
  }

  private boolean stageAgain(List<LogEntry> entries) {
    for (LogEntry entry : entries) {
      if (!isReadyFor(entry)) {
        boolean ready = write(0) == null && makeReadyFor(entry) == null;
        if (!ready || !isReadyFor(entry)) return false;
      }
      group.add(entry, Objects.requireNonNull(writer).stage(entry));
      groupLaneBytes[JournalIndex.laneOf(entry.dot().log())] += Frames.bytes(entry);
    }
    return write(0) == null;
  }

  Commit commit() {
    settle();
    Commit commit = new Commit(durable, refused, refusedWhy);
    durable.clear();
    refused.clear();
    refusedWhy = null;
    return commit;
  }

  /** Empties the group: all of it becomes durable, or is refused. */
  private void settle() {
    SegmentWriter current = writer;
    if (current != null && (poisoned || (group.hasWritten() && !force(current)))) {
      writer = null;
      poisoned = false;
      retire(current);
      if (group.hasWritten()) rescue();
      reads.recheck(current.number);
      reads.keepIndex(current.number);
    }
    acknowledge();
  }

  private boolean force(SegmentWriter current) {
    try {
      current.force();
      space.noteWritten();
      return true;
    } catch (IOException e) {
      // Full or not: what was received is uncertain now, so the verifier must change.
      storageError("force", e);
      return false;
    }
  }

  private void acknowledge() {
    if (group.hasWritten()) {
      SegmentWriter current = Objects.requireNonNull(writer);
      index.add(current.number, current.salt, current.forced(), group);
    }
    for (int i = 0; i < group.size(); i++) durable.add(group.entry(i));
    clearGroup();
  }

  private void clearGroup() {
    group.cut(0);
    Arrays.fill(groupLaneBytes, 0);
  }

  /** Brings the group onto the medium in a new segment, or refuses it. */
  private void rescue() {
    long bytes = SegmentHeader.BYTES + group.bytes();
    SegmentWriter fresh = null;
    try {
      fresh = chain.begin((int) Math.max(setup.limits().segmentBytes(), bytes));
      rewrite(fresh);
      fresh.force();
      writer = fresh;
    } catch (IOException e) {
      if (fresh != null) {
        fresh.close();
        chain.abandon(fresh.number);
      }
      refuseGroup(failed("write again", e));
    }
  }

  private void rewrite(SegmentWriter fresh) throws IOException {
    for (int i = 0; i < group.size(); i++) {
      if (group.position(i) == Group.HELD) continue;
      LogEntry entry = group.entry(i);
      if (!fresh.stageHasRoom(Frames.bytes(entry))) fresh.write();
      group.move(i, fresh.stage(entry));
    }
    fresh.write();
  }

  private void refuseGroup(Refusal why) {
    for (int i = 0; i < group.size(); i++) {
      forget(i);
      boolean held = index.contains(group.entry(i).dot());
      (held ? durable : refused).add(group.entry(i));
    }
    refusedWhy = why;
    clearGroup();
  }

  /** Ends a segment that can be trusted no more. */
  private void retire(SegmentWriter old) {
    old.seal();
    index.seal(old.number);
    if (old.forced() > SegmentHeader.BYTES) {
      chain.ended(old.number, old.forced());
    } else {
      chain.abandon(old.number);
    }
  }

  /** Ends a full segment, all of it being committed. */
  private void roll(SegmentWriter full) {
    writer = null;
    full.seal();
    index.seal(full.number);
    chain.ended(full.number, full.forced());
    reads.keepIndex(full.number);
  }

  private Refusal failed(String what, IOException e) {
    failures++;
    if (e instanceof DiskFullException) {
      space.noteDiskFull();
      return Refusal.DISK_FULL;
    }
    storageError(what, e);
    return Refusal.IO;
  }

  void storageError(String what, IOException e) {
    int count = storageErrors + 1;
    storageErrors = count;
    events.storageError(what, e, count);
  }

  WriteVerifier verifier() {
    return new WriteVerifier(setup.epoch(), storageErrors);
  }

  void close() {
    settle();
    SegmentWriter current = writer;
    if (current == null) return;
    if (current.forced() > SegmentHeader.BYTES) {
      roll(current);
    } else {
      current.close();
      chain.abandon(current.number);
    }
    writer = null;
  }
}
