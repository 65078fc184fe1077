package io.dunlin.runtime.sync;

import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.codec.ByteWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays statements out in as many summary bodies as the packet size asks for, each complete in
 * itself.
 *
 * <pre>
 * body: | known varint | after varint, in a full summary: 0 or 1 + reference | statement* |
 * </pre>
 *
 * Known: how many of the reader's dictionary indices the writer knows without a gap.
 *
 * <p>A log whose runs do not fit one packet goes on in the next with a later {@code from}. At most
 * {@value #RUNS_MAX} runs of a log are stated; beyond them nothing is said.
 */
final class SummaryWriter {
  /** Runs of one log in one summary. */
  static final int RUNS_MAX = 1_024;

  private static final int NOTHING_BEFORE = 0;
  private static final int VARINT_BYTES_MAX = 9;
  private static final int HEAD_BYTES_MAX = 2;

  /** A body and whether it is the last of its summary. */
  record Body(byte[] bytes, boolean last) {}

  private final int bodyBytesMax;
  private final int known;
  private final boolean full;
  private final List<byte[]> bodies = new ArrayList<>();
  private ByteWriter body = new ByteWriter();
  private int lastReference = OwnDictionary.NONE;
  private boolean empty = true;

  SummaryWriter(int bodyBytesMax, int known, boolean full) {
    this.bodyBytesMax = bodyBytesMax;
    this.known = known;
    this.full = full;
    begin();
  }

  /** Adds what we have of a log; in a full summary logs come in ascending order. */
  void add(int reference, IntervalSet have) {
    add(reference, have, false);
  }

  /** As before, but if told only, nothing is said of what follows: it is not asked for. */
  void add(int reference, IntervalSet have, boolean toldOnly) {
    if (toldOnly && have.isEmpty()) {
      return;
    }
    long[] lengths = lengths(have);
    boolean cut = toldOnly || have.runs().size() > RUNS_MAX;
    long from = 1;
    int at = 0;
    while (true) {
      int room = bodyBytesMax - body.size() - size(reference) - HEAD_BYTES_MAX - VARINT_BYTES_MAX;
      int end = room < 0 ? at : fitting(lengths, at, room);
      boolean whole = room >= 0 && end == lengths.length;
      // A piece begins with something present, so an even number of lengths stays together.
      end -= whole ? 0 : (end - at) % 2;
      if (whole || end > at) {
        from = piece(reference, from, lengths, at, end, !whole || cut);
        at = end;
      }
      if (whole) {
        return;
      }
      flush();
    }
  }

  private long piece(int reference, long from, long[] lengths, int at, int end, boolean closed) {
    int head =
        (end - at) << Statement.HEAD_SHIFT
            | (closed ? Statement.CLOSED : 0)
            | (from > 1 ? Statement.HAS_FROM : 0);
    body.varint(reference).varint(head);
    if (from > 1) {
      body.varint(from);
    }
    long next = from;
    for (int i = at; i < end; i++) {
      body.varint(lengths[i]);
      next += lengths[i];
    }
    lastReference = reference;
    empty = false;
    return next;
  }

  /** Present, absent, present …, from 1 on; empty if nothing is there. */
  private static long[] lengths(IntervalSet have) {
    List<IntervalSet.Run> runs = have.runs();
    int count = Math.min(runs.size(), RUNS_MAX);
    if (count == 0) {
      return new long[0];
    }
    boolean hole = runs.getFirst().first() > 1;
    var lengths = new long[2 * count - 1 + (hole ? 2 : 0)];
    int at = 0;
    long next = 1;
    for (IntervalSet.Run run : runs.subList(0, count)) {
      if (run.first() > next) {
        at = next == 1 ? 1 : at;
        lengths[at++] = run.first() - next;
      }
      lengths[at++] = run.last() - run.first() + 1;
      next = run.last() + 1;
    }
    return lengths;
  }

  private static int fitting(long[] lengths, int at, int room) {
    int left = room;
    int end = at;
    while (end < lengths.length && size(lengths[end]) <= left) {
      left -= size(lengths[end++]);
    }
    return end;
  }

  /** Bytes of a varint. */
  static int size(long value) {
    return Math.max(1, (70 - Long.numberOfLeadingZeros(value)) / 7);
  }

  private void begin() {
    body = new ByteWriter().varint(known);
    if (full) {
      body.varint(lastReference == OwnDictionary.NONE ? NOTHING_BEFORE : lastReference + 1L);
    }
    empty = true;
  }

  private void flush() {
    if (empty) {
      throw new IllegalStateException("a statement does not fit an empty packet");
    }
    bodies.add(body.toBytes());
    begin();
  }

  /** The bodies; one if nothing was added, to say just that. */
  List<Body> finish() {
    if (!empty || bodies.isEmpty()) {
      bodies.add(body.toBytes());
    }
    var finished = new ArrayList<Body>();
    for (int i = 0; i < bodies.size(); i++) {
      finished.add(new Body(bodies.get(i), i == bodies.size() - 1));
    }
    return finished;
  }
}
