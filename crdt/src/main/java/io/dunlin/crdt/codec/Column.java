package io.dunlin.crdt.codec;

import io.dunlin.crdt.causal.Stamp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** Many things of a kind, one after the other; how many is known from elsewhere. */
interface Column<E> {
  /** First what is likely to be alike: the milliseconds as differences; then the counters. */
  Column<Stamp> STAMPS =
      new Column<>() {
        @Override
        public void write(ByteWriter to, List<Stamp> stamps) {
          long before = 0;
          for (Stamp stamp : stamps) {
            to.zigzag(stamp.millis() - before);
            before = stamp.millis();
          }
          for (Stamp stamp : stamps) {
            to.varint(stamp.counter());
          }
        }

        @Override
        public List<Stamp> read(ByteReader from, int count) throws MalformedException {
          List<Stamp> stamps = new ArrayList<>(count);
          long before = 0;
          for (int i = 0; i < count; i++) {
            before += from.zigzag();
            stamps.add(new Stamp(before, 0));
          }
          for (int i = 0; i < count; i++) {
            stamps.set(i, new Stamp(stamps.get(i).millis(), from.varint(Integer.MAX_VALUE)));
          }
          return stamps;
        }
      };

  void write(ByteWriter to, List<E> things);

  /** Reads so many, never more than there were bytes left. */
  List<E> read(ByteReader from, int count) throws MalformedException;

  static <E> Column<E> each(Codec<E> codec) {
    return new Column<>() {
      @Override
      public void write(ByteWriter to, List<E> things) {
        for (E thing : things) {
          codec.write(to, thing);
        }
      }

      @Override
      public List<E> read(ByteReader from, int count) throws MalformedException {
        List<E> things = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
          things.add(codec.read(from));
        }
        return things;
      }
    };
  }

  static <E> List<E> zip(int count, IntFunction<E> at) {
    List<E> zipped = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      zipped.add(at.apply(i));
    }
    return zipped;
  }
}
