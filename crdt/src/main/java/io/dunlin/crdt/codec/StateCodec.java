package io.dunlin.crdt.codec;

import io.dunlin.crdt.causal.Causal;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A causal value, whole or delta: what it has seen, once, and then what is alive, by the places of
 * the logs in that.
 *
 * <pre>
 * state: | form u8 | logs varint | (log name, intervals)* | alive |          logs strictly ascending
 * dots:  | 0 |                                                all that is seen is alive
 *        | logs + 1 varint | (place varint, intervals)* |     places strictly ascending
 * </pre>
 *
 * <p>What {@code alive} is differs by type and is drawn in {@link CausalCodecs}. It is a part of
 * what is seen.
 */
public final class StateCodec<T extends Causal<T>> implements Codec<T> {
  private static final int RUN_BYTES_MIN = 2;

  private final int form;
  private final Alive<T> alive;
  private final LogNames names;

  StateCodec(int form, Alive<T> alive, LogNames names) {
    this.form = form;
    this.alive = alive;
    this.names = names;
  }

  /** The same with logs named otherwise. */
  public StateCodec<T> with(LogNames other) {
    return new StateCodec<>(form, alive, other);
  }

  Alive<T> alive() {
    return alive;
  }

  /** What is alive in a value of one type; the context goes before it. */
  interface Alive<T extends Causal<T>> {
    T bottom();

    void write(ByteWriter to, T value, Seen seen);

    /** The value under no context in particular. */
    T read(ByteReader from, Seen seen) throws MalformedException;
  }

  @Override
  public void write(ByteWriter to, T value) {
    Seen seen = new Seen(value.context());
    to.u8(form);
    seen.write(to, names);
    alive.write(to, value, seen);
  }

  @Override
  public T read(ByteReader from) throws MalformedException {
    int found = from.u8();
    if (found != form) {
      throw new MalformedException("form " + found + " where " + form + " was expected");
    }
    Seen seen = Seen.read(from, names);
    return alive.read(from, seen).under(seen.context);
  }

  /** What a value has seen, its logs by their places. */
  static final class Seen {
    private final Knowledge context;
    private final List<LogId> logs;

    Seen(Knowledge context) {
      this.context = context;
      this.logs = List.copyOf(context.logs().keySet());
    }

    void write(ByteWriter to, LogNames names) {
      to.varint(logs.size());
      for (LogId log : logs) {
        names.write(to, log);
        CausalCodec.write(to, context.of(log));
      }
    }

    static Seen read(ByteReader from, LogNames names) throws MalformedException {
      int count = from.count(Integer.MAX_VALUE, 1 + 1 + RUN_BYTES_MIN);
      Knowledge.Builder context = new Knowledge.Builder(count);
      LogId before = null;
      for (int i = 0; i < count; i++) {
        LogId log = names.read(from);
        IntervalSet places = CausalCodec.readIntervalSet(from);
        if (places.isEmpty() || (before != null && before.compareTo(log) >= 0)) {
          throw new MalformedException("a context with an empty log or out of order");
        }
        context.add(log, places);
        before = log;
      }
      return new Seen(context.build());
    }

    /**
     * Writes some of the writes seen.
     *
     * @throws IllegalArgumentException if some are not seen: then the value is no reachable one
     */
    void writeDots(ByteWriter to, Knowledge dots) {
      if (dots.equals(context)) {
        to.varint(0);
        return;
      }
      if (!context.containsAll(dots)) {
        throw new IllegalArgumentException("alive, and not in the context: " + dots.minus(context));
      }
      Map<LogId, IntervalSet> some = dots.logs();
      to.varint(some.size() + 1L);
      some.forEach((log, places) -> {
        to.varint(Collections.binarySearch(logs, log));
        CausalCodec.write(to, places);
      });
    }

    Knowledge readDots(ByteReader from) throws MalformedException {
      int count = from.varint(Integer.MAX_VALUE);
      if (count == 0) {
        return context;
      }
      if ((count - 1L) * (1 + 1 + RUN_BYTES_MIN) > from.remaining()) {
        throw new MalformedException(count - 1 + " logs in " + from.remaining() + " bytes");
      }
      Knowledge.Builder dots = new Knowledge.Builder(count - 1);
      int next = 0;
      for (int i = 1; i < count; i++) {
        int place = from.varint(Integer.MAX_VALUE);
        IntervalSet places = CausalCodec.readIntervalSet(from);
        if (place < next || place >= logs.size() || places.isEmpty()) {
          throw new MalformedException("dots of no log, of none, or out of order");
        }
        dots.add(logs.get(place), places);
        next = place + 1;
      }
      Knowledge some = dots.build();
      if (some.equals(context) || !context.containsAll(some)) {
        throw new MalformedException("dots that are not seen, or longer than they need be");
      }
      return some;
    }

    /** The dots of things that follow, each at least a byte long. */
    Knowledge readDotsOfThings(ByteReader from) throws MalformedException {
      Knowledge dots = readDots(from);
      if (dots.count() > from.remaining()) {
        throw new MalformedException("more things than bytes");
      }
      return dots;
    }
  }
}
