package io.dunlin.crdt.codec;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Stamp;
import io.dunlin.crdt.counter.GCounter;
import io.dunlin.crdt.counter.PNCounter;
import io.dunlin.crdt.log.Retention;
import io.dunlin.crdt.register.LwwRegister;
import io.dunlin.crdt.register.MaxRegister;
import io.dunlin.crdt.register.MinRegister;
import io.dunlin.crdt.set.GSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * The types without a context of their own, version 1.
 *
 * <pre>
 * 0x30 grow-only counter:          | totals |
 * 0x31 counter:                    | totals up | totals down |
 * 0x32 greatest, 0x33 least value: | value |
 * 0x34 last-write-wins register:   | millis zigzag | counter varint | log 25 | seq varint | value |
 * 0x35 grow-only set:              | count varint | element* |                  strictly ascending
 * 0x36 retention:                  | knowledge retired | knowledge committed |
 * totals:                          | count varint | (replica 16, total varint, above 0)* |   strictly ascending
 * </pre>
 */
public final class PlainCodecs {
  private static final int TOTAL_BYTES_MIN = ReplicaId.BYTES + 1;

  private PlainCodecs() {}

  /** {@link GCounter}. */
  public static Codec<GCounter> gCounter() {
    return form(0x30, PlainCodecs::writeTotals, PlainCodecs::readTotals);
  }

  /** {@link PNCounter}. */
  public static Codec<PNCounter> pnCounter() {
    return form(
        0x31,
        (to, counter) -> {
          writeTotals(to, counter.ups());
          writeTotals(to, counter.downs());
        },
        from -> new PNCounter(readTotals(from), readTotals(from)));
  }

  private static void writeTotals(ByteWriter to, GCounter counter) {
    to.varint(counter.totals().size());
    counter
        .totals()
        .forEach((replica, total) -> {
          to.u64(replica.high()).u64(replica.low()).varint(total);
        });
  }

  private static GCounter readTotals(ByteReader from) throws MalformedException {
    int count = from.count(Integer.MAX_VALUE, TOTAL_BYTES_MIN);
    TreeMap<ReplicaId, Long> totals = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      ReplicaId replica = new ReplicaId(from.u64(), from.u64());
      long total = from.varint();
      if (total < 1 || (i > 0 && totals.lastKey().compareTo(replica) >= 0)) {
        throw new MalformedException("totals out of range or out of order");
      }
      totals.put(replica, total);
    }
    return new GCounter(totals);
  }

  /** {@link MaxRegister}. */
  public static <V extends Comparable<V>> Codec<MaxRegister<V>> maxRegister(Codec<V> value) {
    return form(
        0x32,
        (to, register) -> value.write(to, register.value()),
        from -> new MaxRegister<>(value.read(from)));
  }

  /** {@link MinRegister}. */
  public static <V extends Comparable<V>> Codec<MinRegister<V>> minRegister(Codec<V> value) {
    return form(
        0x33,
        (to, register) -> value.write(to, register.value()),
        from -> new MinRegister<>(value.read(from)));
  }

  /** {@link LwwRegister}. */
  public static <V> Codec<LwwRegister<V>> lwwRegister(Codec<V> value) {
    return form(
        0x34,
        (to, register) -> {
          to.zigzag(register.stamp().millis()).varint(register.stamp().counter());
          CausalCodec.write(to, register.dot());
          value.write(to, register.value());
        },
        from -> {
          Stamp stamp = new Stamp(from.zigzag(), from.varint(Integer.MAX_VALUE));
          return new LwwRegister<>(stamp, CausalCodec.readDot(from), value.read(from));
        });
  }

  /** {@link GSet}. */
  public static <E extends Comparable<E>> Codec<GSet<E>> gSet(Codec<E> element) {
    return form(
        0x35,
        (to, set) -> {
          to.varint(set.elements().size());
          set.elements().forEach(each -> element.write(to, each));
        },
        from -> {
          int count = from.count(Integer.MAX_VALUE, 1);
          TreeSet<E> elements = new TreeSet<>();
          for (int i = 0; i < count; i++) {
            E each = element.read(from);
            if (i > 0 && elements.last().compareTo(each) >= 0) {
              throw new MalformedException("elements out of order");
            }
            elements.add(each);
          }
          return new GSet<>(elements);
        });
  }

  /** {@link Retention}. */
  public static Codec<Retention> retention() {
    return form(
        0x36,
        (to, retention) -> {
          CausalCodec.write(to, retention.retired());
          CausalCodec.write(to, retention.committed());
        },
        from -> new Retention(CausalCodec.readKnowledge(from), CausalCodec.readKnowledge(from)));
  }

  private static <T> Codec<T> form(
      int form, BiConsumer<ByteWriter, T> writing, Codecs.Reading<T> reading) {
    return Codecs.of(
        (to, value) -> writing.accept(to.u8(form), value),
        from -> {
          int found = from.u8();
          if (found != form) {
            throw new MalformedException("form " + found + " where " + form + " was expected");
          }
          return reading.read(from);
        });
  }
}
