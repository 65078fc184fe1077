package io.dunlin.crdt.codec;

import io.dunlin.crdt.causal.Causal;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LiveDots;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.causal.Stamp;
import io.dunlin.crdt.flag.DisableWinsFlag;
import io.dunlin.crdt.flag.EnableWinsFlag;
import io.dunlin.crdt.log.SortedLog;
import io.dunlin.crdt.map.LwwMap;
import io.dunlin.crdt.map.ORMap;
import io.dunlin.crdt.register.MvRegister;
import io.dunlin.crdt.set.ORSet;
import io.dunlin.crdt.set.RWSet;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The causal types, version 1. After what is seen (see {@link StateCodec}) comes what is alive, by
 * columns in the order of the dots:
 *
 * <pre>
 * 0x20 enable-wins, 0x21 disable-wins flag:  | dots |
 * 0x22 register, 0x23 add-wins set:          | dots | value* |
 * 0x24 remove-wins set:                      | dots | element* | in bool* |
 * 0x25 last-write-wins map:                  | dots | stamps | key* | value* |
 * 0x26 sorted log:                           | dots | stamps | value* |
 * 0x27 map:                                  | keys varint | (key, alive of its value)* |   keys strictly ascending
 * stamps:                                    | (millis less those before, zigzag)* | counter varint* |
 * </pre>
 */
public final class CausalCodecs {
  private CausalCodecs() {}

  /** {@link EnableWinsFlag}. */
  public static StateCodec<EnableWinsFlag> enableWinsFlag() {
    return flag(0x20, EnableWinsFlag.initial(), dots -> new EnableWinsFlag(dots, dots));
  }

  /** {@link DisableWinsFlag}. */
  public static StateCodec<DisableWinsFlag> disableWinsFlag() {
    return flag(0x21, DisableWinsFlag.initial(), dots -> new DisableWinsFlag(dots, dots));
  }

  private static <T extends Causal<T>> StateCodec<T> flag(
      int form, T bottom, Function<Knowledge, T> of) {
    StateCodec.Alive<T> alive =
        new StateCodec.Alive<>() {
          @Override
          public T bottom() {
            return bottom;
          }

          @Override
          public void write(ByteWriter to, T value, StateCodec.Seen seen) {
            seen.writeDots(to, value.dots());
          }

          @Override
          public T read(ByteReader from, StateCodec.Seen seen) throws MalformedException {
            return of.apply(seen.readDots(from));
          }
        };
    return new StateCodec<>(form, alive, LogNames.FULL);
  }

  /** {@link MvRegister}. */
  public static <V> StateCodec<MvRegister<V>> mvRegister(Codec<V> value) {
    return carrying(
        0x22,
        Column.each(value),
        MvRegister::alive,
        alive -> new MvRegister<>(alive, Knowledge.empty()));
  }

  /** {@link ORSet}. */
  public static <E> StateCodec<ORSet<E>> orSet(Codec<E> element) {
    return carrying(
        0x23, Column.each(element), ORSet::alive, alive -> new ORSet<>(alive, Knowledge.empty()));
  }

  /** {@link RWSet}. */
  public static <E> StateCodec<RWSet<E>> rwSet(Codec<E> element) {
    Column<E> elements = Column.each(element);
    Column<Boolean> ins = Column.each(Codecs.bool());
    return carrying(
        0x24,
        new Column<>() {
          @Override
          public void write(ByteWriter to, List<RWSet.Vote<E>> votes) {
            elements.write(to, votes.stream().map(RWSet.Vote::element).toList());
            ins.write(to, votes.stream().map(RWSet.Vote::in).toList());
          }

          @Override
          public List<RWSet.Vote<E>> read(ByteReader from, int count) throws MalformedException {
            List<E> element = elements.read(from, count);
            List<Boolean> in = ins.read(from, count);
            return Column.zip(count, i -> new RWSet.Vote<>(element.get(i), in.get(i)));
          }
        },
        RWSet::alive,
        alive -> new RWSet<>(alive, Knowledge.empty()));
  }

  /** {@link LwwMap}. */
  public static <K, V> StateCodec<LwwMap<K, V>> lwwMap(Codec<K> key, Codec<V> value) {
    Column<K> keys = Column.each(key);
    Column<V> values = Column.each(value);
    return carrying(
        0x25,
        new Column<>() {
          @Override
          public void write(ByteWriter to, List<LwwMap.Entry<K, V>> entries) {
            Column.STAMPS.write(to, entries.stream().map(LwwMap.Entry::stamp).toList());
            keys.write(to, entries.stream().map(LwwMap.Entry::key).toList());
            values.write(to, entries.stream().map(LwwMap.Entry::value).toList());
          }

          @Override
          public List<LwwMap.Entry<K, V>> read(ByteReader from, int count)
              throws MalformedException {
            List<Stamp> stamp = Column.STAMPS.read(from, count);
            List<K> key = keys.read(from, count);
            List<V> value = values.read(from, count);
            return Column.zip(
                count,
                i -> {
                  return new LwwMap.Entry<>(
                      key.get(i), value.get(i), stamp.get(i).millis(), stamp.get(i).counter());
                });
          }
        },
        LwwMap::alive,
        alive -> new LwwMap<>(alive, Knowledge.empty()));
  }

  /** {@link SortedLog}. */
  public static <V> StateCodec<SortedLog<V>> sortedLog(Codec<V> value) {
    Column<V> values = Column.each(value);
    return carrying(
        0x26,
        new Column<>() {
          @Override
          public void write(ByteWriter to, List<SortedLog.Said<V>> said) {
            Column.STAMPS.write(to, said.stream().map(SortedLog.Said::stamp).toList());
            values.write(to, said.stream().map(SortedLog.Said::value).toList());
          }

          @Override
          public List<SortedLog.Said<V>> read(ByteReader from, int count)
              throws MalformedException {
            List<Stamp> stamp = Column.STAMPS.read(from, count);
            List<V> value = values.read(from, count);
            return Column.zip(count, i -> new SortedLog.Said<>(stamp.get(i), value.get(i)));
          }
        },
        SortedLog::alive,
        alive -> new SortedLog<>(alive, Knowledge.empty()));
  }

  private static <C, T extends Causal<T>> StateCodec<T> carrying(
      int form, Column<C> column, Function<T, LiveDots<C>> aliveIn, Function<LiveDots<C>, T> of) {
    StateCodec.Alive<T> alive =
        new StateCodec.Alive<>() {
          @Override
          public T bottom() {
            return of.apply(LiveDots.none());
          }

          @Override
          public void write(ByteWriter to, T value, StateCodec.Seen seen) {
            seen.writeDots(to, value.dots());
            column.write(to, aliveIn.apply(value).values());
          }

          @Override
          public T read(ByteReader from, StateCodec.Seen seen) throws MalformedException {
            Knowledge dots = seen.readDotsOfThings(from);
            List<C> carried = column.read(from, (int) dots.count());
            LiveDots.Of<C> alive = new LiveDots.Of<>();
            int at = 0;
            for (LogId log : dots.logs().keySet()) {
              int next = at + (int) dots.of(log).count();
              alive.add(log, dots.of(log), carried.subList(at, next));
              at = next;
            }
            return of.apply(alive.build());
          }
        };
    return new StateCodec<>(form, alive, LogNames.FULL);
  }

  /** {@link ORMap}, whose values are written as that codec writes what is alive in them. */
  public static <K extends Comparable<K>, V extends Causal<V>> StateCodec<ORMap<K, V>> orMap(
      Codec<K> key, StateCodec<V> value) {
    return new StateCodec<>(0x27, new MapAlive<>(key, value.alive()), LogNames.FULL);
  }

  private record MapAlive<K extends Comparable<K>, V extends Causal<V>>(
      Codec<K> key, StateCodec.Alive<V> value) implements StateCodec.Alive<ORMap<K, V>> {
    private static final int ENTRY_BYTES_MIN = 2;

    @Override
    public ORMap<K, V> bottom() {
      return ORMap.empty();
    }

    @Override
    public void write(ByteWriter to, ORMap<K, V> map, StateCodec.Seen seen) {
      to.varint(map.keys().size());
      for (K each : map.keys()) {
        key.write(to, each);
        value.write(to, map.get(each, value.bottom()), seen);
      }
    }

    @Override
    public ORMap<K, V> read(ByteReader from, StateCodec.Seen seen) throws MalformedException {
      int count = from.count(Integer.MAX_VALUE, ENTRY_BYTES_MIN);
      TreeMap<K, V> values = new TreeMap<>();
      for (int i = 0; i < count; i++) {
        K each = key.read(from);
        V alive = value.read(from, seen);
        if (alive.isBottom() || (i > 0 && values.lastKey().compareTo(each) >= 0)) {
          throw new MalformedException("a map with an empty value or out of order");
        }
        values.put(each, alive);
      }
      return ORMap.of(new ArrayList<>(values.entrySet()), Knowledge.empty());
    }
  }
}
