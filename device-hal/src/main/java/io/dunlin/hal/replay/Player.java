package io.dunlin.hal.replay;

import io.dunlin.hal.Clock;
import io.dunlin.hal.MalformedDataException;
import io.dunlin.hal.Reading;
import io.dunlin.hal.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Turns a tape into readings. At speed 0 each read gives the next row. At another speed the
 * recording's time runs that much faster than the clock, and a read gives the newest row that has
 * come due since the last read, or missing where none has. At the end it starts again if it loops.
 *
 * <p>One read opens the recording at most once and passes over at most {@value #ROWS_PER_READ_MAX}
 * rows.
 */
final class Player<T> {
  static final int ROWS_PER_READ_MAX = 4096;

  /**
   * How to play.
   *
   * @param speed 0 for a row per read, else recorded seconds per second
   */
  record Pace(Clock clock, double speed, boolean loop) {}

  private final String title;
  private final Tape.Opener<T> opener;
  private final Pace pace;
  private @Nullable Tape<T> tape;
  private Tape.@Nullable Row<T> pending;
  private boolean anchored;
  private long startNanos;
  private long startMicros;
  private boolean ended;
  private boolean closed;

  /**
   * Plays from the start at the first read.
   *
   * @param title file or folder, for messages
   */
  Player(String title, Tape.Opener<T> opener, Pace pace) {
    this.title = title;
    this.opener = opener;
    this.pace = pace;
  }

  synchronized Reading<T> next() {
    if (closed) {
      return Reading.missing(Reason.Cause.CLOSED, title + ": closed");
    }
    if (ended) {
      return Reading.missing(Reason.Cause.ENDED, title + ": played to its end");
    }
    try {
      return pace.speed() > 0 ? due() : following();
    } catch (MalformedDataException e) {
      return Reading.missing(Reason.Cause.MALFORMED, title + ": " + e.getMessage());
    } catch (EOFException | ZipException e) {
      rewind();
      return Reading.missing(Reason.Cause.MALFORMED, title + ": cut off (" + e.getMessage() + ")");
    } catch (IOException e) {
      rewind();
      return Reading.missing(Reason.Cause.FAILED, title + ": " + e.getMessage());
    }
  }

  synchronized void close() {
    rewind();
    closed = true;
  }

  private Reading<T> following() throws IOException, MalformedDataException {
    boolean fresh = tape == null;
    Tape.Row<T> row = opened().next();
    if (row == null && !fresh && pace.loop()) {
      rewind();
      row = opened().next();
    }
    if (row != null) {
      return Reading.of(row.value());
    }
    return atEnd();
  }

  private Reading<T> due() throws IOException, MalformedDataException {
    if (pending == null && !follow()) {
      return atEnd();
    }
    double playedMicros = (pace.clock().nanos() - startNanos) / 1e3 * pace.speed();
    Tape.Row<T> newest = null;
    for (int i = 0; i < ROWS_PER_READ_MAX; i++) {
      Tape.Row<T> row = pending;
      if (row == null || row.atMicros() - startMicros > playedMicros) {
        break;
      }
      newest = row;
      pending = null;
      follow();
    }
    if (newest != null) {
      return Reading.of(newest.value());
    }
    return pending == null ? atEnd() : notYet(pending.atMicros() - startMicros - playedMicros);
  }

  /** Takes the next row as pending; the first of a pass sets the two origins of time. */
  private boolean follow() throws IOException, MalformedDataException {
    pending = opened().next();
    if (pending != null && !anchored) {
      anchored = true;
      startNanos = pace.clock().nanos();
      startMicros = pending.atMicros();
    }
    return pending != null;
  }

  private Reading<T> notYet(double recordedMicros) {
    long seconds = (long) (recordedMicros / 1e6 / pace.speed());
    return Reading.missing(Reason.Cause.NOT_READY, title + ": next row in " + seconds + " s");
  }

  private Reading<T> atEnd() {
    rewind();
    return ended
        ? Reading.missing(Reason.Cause.ENDED, title + ": played to its end")
        : Reading.missing(Reason.Cause.NOT_READY, title + ": at its end, starts again");
  }

  private Tape<T> opened() throws IOException, MalformedDataException {
    Tape<T> open = tape;
    if (open == null) {
      open = opener.open();
      tape = open;
    }
    return open;
  }

  private void rewind() {
    Tape<T> open = tape;
    tape = null;
    pending = null;
    anchored = false;
    ended = !pace.loop();
    if (open != null) {
      try {
        open.close();
      } catch (IOException _) {
        // it was only read; there is nothing to lose
      }
    }
  }
}
