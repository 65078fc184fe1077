package io.dunlin.runtime.sync;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.codec.ByteWriter;
import io.dunlin.runtime.step.Lane;
import io.dunlin.runtime.step.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends a peer what waits for it, as fast as the path and the window allow, most urgent lane first.
 * A packet costs one read of the source for each log in it.
 */
final class Pump {
  /** Packets to one peer in one step: leaves room for others. */
  private static final int PACKETS_MAX = 32;

  /**
   * Bytes of entries, before they are packed, to one peer in one step: packing them is what costs
   * time, and where they pack well a packet holds a thousand of them.
   */
  private static final int EXPANDED_BYTES_MAX = 64 * 1024;

  /** When a step sent all it may, the next one may follow after this. */
  private static final long STEP_NANOS = 5_000_000;

  /** What an upload's window or rate holds back is looked at again after this. */
  private static final long HELD_NANOS = 20_000_000;

  private static final long WINDOW_LEAST = 8 * 1024;
  private static final long WINDOW_MOST = 256 * 1024;

  private final Replica replica;
  private final Talker talker;

  /** The large entry being cut, so that it is not read again for each chunk. */
  private @Nullable Dot wholeDot;

  private byte[] whole = {};

  Pump(Replica replica, Talker talker) {
    this.replica = replica;
    this.talker = talker;
  }

  void run(Peer peer, long nowNanos) {
    peer.pushDueNanos = Timing.NEVER;
    Path path = peer.best(nowNanos);
    if (path == null) {
      peer.stopSending();
      return;
    }
    long window = Math.clamp(2 * path.pacer.bytesPerSecond(), WINDOW_LEAST, WINDOW_MOST);
    int packets = 0;
    int expanded = 0;
    while (packets < PACKETS_MAX
        && expanded < EXPANDED_BYTES_MAX
        && hasWork(peer, laneMost(peer, window, nowNanos))
        && peer.unconfirmed.bytes() < window
        && path.pacer.isReady(nowNanos)) {
      if (isChunkNext(peer)) {
        sendChunk(peer, path, window, nowNanos);
      } else {
        expanded += sendDelta(peer, path, window, nowNanos);
      }
      packets++;
    }
    if (!hasWork(peer, Lane.BULK.number())) {
      peer.repairing = false;
    } else if (!hasWork(peer, laneMost(peer, window, nowNanos))) {
      // A receipt comes before, or the rate allows more.
      if (peer.upload != null) {
        peer.upload.held(window, replica.settings.packetBytesMax(), nowNanos);
      }
      peer.pushBy(nowNanos + HELD_NANOS);
    } else if (peer.unconfirmed.bytes() < window) {
      peer.pushBy(Math.max(path.pacer.readyNanos(nowNanos), nowNanos + STEP_NANOS));
    } else {
      // A summary comes before, or what is under way counts as lost.
      peer.pushBy(nowNanos + Timing.FLIGHT);
    }
  }

  /** Is there anything to send in this lane or a more urgent one? */
  private static boolean hasWork(Peer peer, int laneMost) {
    Map.Entry<LogId, IntervalSet> next = peer.backlog.first();
    FragmentJob job = peer.jobs.peekFirst();
    return (next != null && next.getKey().lane() <= laneMost)
        || (job != null && job.dot.log().lane() <= laneMost);
  }

  private int laneMost(Peer peer, long window, long nowNanos) {
    return peer.upload == null
        ? Lane.BULK.number()
        : peer.upload.laneMost(replica.policy, window, replica.settings.packetBytesMax(), nowNanos);
  }

  private static boolean isChunkNext(Peer peer) {
    FragmentJob job = peer.jobs.peekFirst();
    Map.Entry<LogId, IntervalSet> next = peer.backlog.first();
    return job != null
        && (next == null || job.dot.log().lane() < next.getKey().lane() || isStuck(peer));
  }

  /** All that is left may wait for a free job. */
  private static boolean isStuck(Peer peer) {
    return peer.jobs.size() == FragmentJob.JOBS_MAX;
  }

  private record Taken(LogId log, long seq, int expandedBytes) {}

  /** Bytes of the entries sent, before they were packed. */
  private int sendDelta(Peer peer, Path path, long window, long nowNanos) {
    var writer = new DeltaWriter(replica.bodyBytesMax());
    var taken = new ArrayList<Taken>();
    Map.Entry<LogId, IntervalSet> next = peer.backlog.first();
    int laneMost = laneMost(peer, window, nowNanos);
    boolean room = true;
    while (next != null && room && next.getKey().lane() <= laneMost) {
      LogId log = next.getKey();
      room = fill(peer, log, next.getValue(), writer, taken);
      next = peer.backlog.after(log);
    }
    if (taken.isEmpty()) {
      return 0;
    }
    talker.announceIndices(peer, path, nowNanos);
    byte[] body = writer.toBytes();
    int bytes = body.length + Header.BYTES + Check.BYTES;
    book(peer, taken, bytes, window, nowNanos);
    int flags = 0;
    if (peer.repairing) {
      boolean last = !hasWork(peer, Lane.BULK.number()) || peer.unconfirmed.bytes() >= window;
      flags = Header.REPAIR | (last ? Header.LAST : 0);
    }
    if (peer.upload != null && peer.upload.asks(window, !hasWork(peer, Lane.BULK.number()))) {
      flags |= Header.COMMIT;
    }
    ByteWriter packet = replica.begin(Header.DELTA, flags).raw(body);
    replica.send(path, Check.seal(packet, replica.self), true, nowNanos);
    replica.ledger.sentEntries(bytes, taken.size());
    peer.exchangedNanos = nowNanos;
    return writer.expandedBytes();
  }

  /** Puts entries of one log into the packet; false when it is full. */
  private boolean fill(
      Peer peer, LogId log, IntervalSet places, DeltaWriter writer, List<Taken> taken) {
    int reference = replica.dictionary.reference(log, true);
    if (reference == OwnDictionary.NONE) {
      peer.backlog.put(log, IntervalSet.empty());
      return true;
    }
    IntervalSet left = places;
    while (!left.isEmpty()) {
      List<LogEntry> entries = replica.source.read(log, left.first(), replica.bodyBytesMax());
      if (entries.isEmpty()) {
        replica.missed(log, left);
        peer.backlog.minus(log, left);
        return true;
      }
      // What the source passed over is there no more: nobody can be given it.
      long first = entries.getFirst().dot().seq();
      if (first > left.first()) {
        IntervalSet passed = IntervalSet.of(left.first(), first - 1);
        replica.missed(log, passed.intersect(left));
        peer.backlog.minus(log, passed);
      }
      for (LogEntry entry : entries) {
        long seq = entry.dot().seq();
        if (left.contains(seq) && !place(peer, reference, entry, writer, taken)) {
          return false;
        }
      }
      left = left.minus(IntervalSet.of(1, entries.getLast().dot().seq()));
    }
    return true;
  }

  private boolean place(
      Peer peer, int reference, LogEntry entry, DeltaWriter writer, List<Taken> taken) {
    if (writer.add(reference, entry)) {
      taken.add(new Taken(entry.dot().log(), entry.dot().seq(), DeltaWriter.expandedBytes(entry)));
      return true;
    }
    boolean large = !new DeltaWriter(replica.bodyBytesMax()).add(reference, entry);
    if (!large || isStuck(peer)) {
      return false;
    }
    cut(peer, reference, entry);
    return true;
  }

  private void cut(Peer peer, int reference, LogEntry entry) {
    int chunkBytes = Fragment.chunkBytes(replica.bodyBytesMax(), reference, entry.dot().seq());
    int wholeBytes = Fragment.whole(entry).length;
    peer.jobs.addLast(new FragmentJob(entry.dot(), Fragment.all(wholeBytes, chunkBytes)));
    peer.backlog.minus(entry.dot().log(), IntervalSet.of(entry.dot().seq()));
  }

  /** Notes what is on its way, run by run, each with its share of the bytes. */
  private void book(Peer peer, List<Taken> taken, int bytes, long window, long nowNanos) {
    int start = 0;
    int expanded = taken.getFirst().expandedBytes();
    for (int i = 1; i <= taken.size(); i++) {
      Taken first = taken.get(start);
      boolean continues =
          i < taken.size()
              && taken.get(i).log().equals(first.log())
              && taken.get(i).seq() == first.seq() + (i - start);
      if (!continues) {
        long last = first.seq() + (i - start) - 1;
        int share = bytes * (i - start) / taken.size();
        peer.unconfirmed.add(first.log(), first.seq(), last, share, nowNanos);
        written(peer, first.log(), first.seq(), last, share, expanded, window, nowNanos);
        peer.backlog.minus(first.log(), IntervalSet.of(first.seq(), last));
        start = i;
        expanded = 0;
      }
      if (i < taken.size()) {
        expanded += taken.get(i).expandedBytes();
      }
    }
  }

  private void sendChunk(Peer peer, Path path, long window, long nowNanos) {
    FragmentJob job = peer.jobs.removeFirst();
    Dot dot = job.dot;
    int reference = replica.dictionary.reference(dot.log(), true);
    if (job.left.isEmpty() || !load(dot)) {
      return;
    }
    int chunkBytes = Fragment.chunkBytes(replica.bodyBytesMax(), reference, dot.seq());
    long chunk = job.left.first();
    job.left = job.left.minus(IntervalSet.of(chunk));
    if (chunk <= Fragment.chunks(whole.length, chunkBytes)) {
      talker.announceIndices(peer, path, nowNanos);
      int flags = Header.REPAIR | (job.left.isEmpty() ? Header.LAST : 0);
      ByteWriter packet = replica.begin(Header.FRAGMENT, flags);
      Fragment.of(dot, whole, chunkBytes, (int) chunk).write(packet, reference);
      replica.send(path, Check.seal(packet, replica.self), true, nowNanos);
      peer.exchangedNanos = nowNanos;
    }
    if (job.left.isEmpty()) {
      long lostNanos = nowNanos + Timing.WANT_GRACE;
      peer.unconfirmed.add(dot.log(), dot.seq(), dot.seq(), whole.length, lostNanos);
      int bytes = whole.length;
      written(peer, dot.log(), dot.seq(), dot.seq(), bytes, bytes, window, nowNanos);
    } else {
      peer.jobs.addFirst(job);
    }
  }

  private void written(
      Peer peer,
      LogId log,
      long first,
      long last,
      int bytes,
      int expandedBytes,
      long window,
      long nowNanos) {
    if (peer.upload != null) {
      replica.ledger.againBytes +=
          peer.upload.sent(log, first, last, bytes, expandedBytes, window, nowNanos);
    }
  }

  /** A commit without writes: no receipt came for what was written before. */
  void ask(Peer peer, Upload upload, long nowNanos) {
    upload.asked(nowNanos);
    Path path = peer.best(nowNanos);
    if (path != null) {
      ByteWriter packet = replica.begin(Header.DELTA, Header.COMMIT);
      replica.send(path, Check.seal(packet, replica.self), false, nowNanos);
    }
  }

  private boolean load(Dot dot) {
    if (!dot.equals(wholeDot)) {
      List<LogEntry> read = replica.source.read(dot.log(), dot.seq(), 1);
      if (read.isEmpty() || !read.getFirst().dot().equals(dot)) {
        return false;
      }
      wholeDot = dot;
      whole = Fragment.whole(read.getFirst());
    }
    return true;
  }

  /** The peer lacks these chunks of an entry, and no more than these. */
  void again(Peer peer, Want want, long nowNanos) {
    Dot dot = want.dot();
    if (!replica.frontier.contains(dot)) {
      return;
    }
    int reference = replica.dictionary.reference(dot.log(), true);
    if (reference == OwnDictionary.NONE || !load(dot)) {
      return;
    }
    int chunkBytes = Fragment.chunkBytes(replica.bodyBytesMax(), reference, dot.seq());
    IntervalSet all = Fragment.all(whole.length, chunkBytes);
    IntervalSet chunks = want.chunkBytes() == chunkBytes ? want.chunks().intersect(all) : all;
    for (FragmentJob job : peer.jobs) {
      if (job.dot.equals(dot)) {
        return;
      }
    }
    if (!isStuck(peer) && !chunks.isEmpty()) {
      peer.jobs.addLast(new FragmentJob(dot, chunks));
      peer.backlog.minus(dot.log(), IntervalSet.of(dot.seq()));
      peer.pushBy(nowNanos);
    }
  }
}
