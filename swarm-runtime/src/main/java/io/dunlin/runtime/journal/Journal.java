package io.dunlin.runtime.journal;

import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * The append-only log of one device on one {@link Disk}: its own entries and those it carries.
 *
 * <p>{@link #append}, {@link #commit} and {@link #close} belong to one thread; reading and the
 * figures are open to any. Nothing is acknowledged before {@code commit} returned it, and only what
 * was acknowledged is read or known. Own entries of this epoch are taken in the order of their
 * numbers, so that a refused one leaves no hole; entries that are here already are acknowledged
 * without being written. Two entries with one dot are a broken promise of their origin: the first
 * stays.
 */
public final class Journal implements LogReader, AutoCloseable {
  private final Appender appender;
  private final JournalIndex index;
  private final EntryReads reads;
  private final Space space;
  private final Reclaim reclaim;

  Journal(Appender appender, JournalIndex index, EntryReads reads, Space space, Reclaim reclaim) {
    this.reclaim = reclaim;
    this.appender = appender;
    this.index = index;
    this.reads = reads;
    this.space = space;
  }

  /**
   * Opens what is there, cuts the torn end, quarantines damage and brings onto the medium what a
   * dead process left in the page cache; an empty directory is an empty journal. Costs a read of
   * every index file and of the last segment. Begins no segment before the first append.
   *
   * @throws IOException when the disk fails or holds another device's journal
   */
  public static Recovered open(Disk disk, JournalSetup setup) throws IOException {
    return new Recovery(disk, setup).run();
  }

  /**
   * Writes entries to the page cache: UNSTABLE until {@link #commit}. At most {@link
   * JournalLimits#groupBytesMax} bytes stay uncommitted: beyond, and at the end of a segment, it
   * commits by itself, and the next {@code commit} tells.
   */
  public Receipt append(List<LogEntry> entries) {
    return appender.append(entries);
  }

  /** Brings all appended entries onto the medium, in a new segment where the old one fails. */
  public Commit commit() {
    return appender.commit();
  }

  @Override
  public List<LogEntry> read(LogId log, long firstSeq, int bytesMax) {
    return reads.read(log, firstSeq, bytesMax);
  }

  /**
   * Hands over every durable entry of a kind, in write order, one at a time: for rebuilding state
   * after a start. Reads only what stands near such entries, once. An entry held twice comes twice.
   *
   * @param kind one of {@link io.dunlin.runtime.step.EntryKind}
   */
  public void replay(byte kind, Consumer<LogEntry> to) {
    reads.scan(kind, view -> to.accept(view.entry()));
  }

  /** As {@link #replay}, without making an object of each: a view is valid during its call. */
  public void scan(byte kind, Consumer<EntryView> to) {
    reads.scan(kind, to);
  }

  /**
   * The least number of a log from which on an entry may be as new as this; -1 when none is. From
   * there {@link #read} finds all of them, and at most 64 or 64 KiB of older ones before. O(points
   * of the log).
   *
   * @param bootNanos since the start of the log's process
   */
  public long since(LogId log, long bootNanos) {
    return index.since(log, bootNanos);
  }

  /**
   * Frees one segment when space is short and it is worth it: observations that {@code committed}
   * holds are given up, what else stands in the segment is moved. By {@link WhenFull} the oldest of
   * a full lane may be dropped too. Belongs to the thread that appends; commits what is appended.
   *
   * @param committed what the gateways together hold durably; never withdrawn
   * @return whether there may be more to free
   */
  public boolean reclaim(Knowledge committed) {
    return reclaim.one(committed);
  }

  /** What was here and was given up, and how much of that no gateway held. */
  public Freed freed() {
    return index.freed();
  }

  /**
   * Reads and checks the next segment, beginning again after the last: called slowly, for ever, it
   * finds damage while another copy still exists. One caller at a time; from any thread.
   *
   * @return bytes of that segment, 0 when there is none
   */
  public int scrub() {
    return reads.scrubNext();
  }

  /** Every dot that is durable and, as far as known, undamaged, or was freed. O(logs + runs). */
  public Knowledge knowledge() {
    return index.knowledge();
  }

  /** Which of these places are neither held undamaged nor freed on purpose. O(log logs + runs). */
  public IntervalSet lost(LogId log, IntervalSet places) {
    return places.minus(index.heldOrFreed(log));
  }

  /**
   * Own entries come under this epoch from here on, beginning with 1 in each lane. Called before
   * the first of them is appended; from any thread.
   */
  public void renew(long epoch) {
    appender.renew(epoch);
  }

  /** Changes when writes that were not acknowledged may be lost. */
  public WriteVerifier verifier() {
    return appender.verifier();
  }

  /** Bytes of all segments up to the ends of their committed frames. */
  public long bytes() {
    return index.extents().stream().mapToLong(JournalIndex.Extent::end).sum();
  }

  /** Bytes of a lane's durable entries; lanes beyond the last with a budget count as that. */
  public long laneBytes(int lane) {
    return index.laneBytes(lane);
  }

  /** How often an append was refused at an entry of this lane since the start. */
  public long refusals(int lane) {
    return space.refusals(lane);
  }

  /** Free bytes on the disk, the reserve included; 0 when it does not say. */
  public long freeBytes() {
    return space.freeBytes();
  }

  /** Commits what is appended, without telling, and closes; never throws. */
  @Override
  public void close() {
    appender.close();
    reads.close();
  }
}
