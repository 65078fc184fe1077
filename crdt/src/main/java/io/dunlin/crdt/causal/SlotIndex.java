package io.dunlin.crdt.causal;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/**
 * Finds slots by the keys of what stands in them: open addressing with linear probing, one int a
 * place, between a little over half and three quarters full. Knuth, The Art of Computer Programming
 * 3, 6.4, algorithms L and R.
 */
final class SlotIndex<K> {
  private static final int FREE = -1;
  private static final int PLACES_MIN = 8;

  private final IntFunction<K> keyAt;
  private int[] places = freePlaces(PLACES_MIN);
  private int count;

  SlotIndex(IntFunction<K> keyAt) {
    this.keyAt = keyAt;
  }

  int count() {
    return count;
  }

  /** Adds a slot whose key can be read already. */
  void add(int slot) {
    if (count + 1L > places.length * 3L / 4) {
      resize(places.length + (places.length >> 2) + 2);
    }
    put(slot);
    count++;
  }

  private void put(int slot) {
    int at = home(keyAt.apply(slot));
    while (places[at] != FREE) {
      at = after(at);
    }
    places[at] = slot;
  }

  /** Removes a slot whose key can still be read. */
  void remove(int slot) {
    int at = home(keyAt.apply(slot));
    while (places[at] != slot) {
      at = after(at);
    }
    count--;
    close(at);
    if (places.length > PLACES_MIN && count < places.length / 3) {
      resize(Math.max(PLACES_MIN, count * 2));
    }
  }

  /** Moves up what would not be found any more beyond a hole. */
  private void close(int freed) {
    int hole = freed;
    for (int at = after(hole); places[at] != FREE; at = after(at)) {
      int home = home(keyAt.apply(places[at]));
      boolean between = hole < at ? hole < home && home <= at : hole < home || home <= at;
      if (!between) {
        places[hole] = places[at];
        hole = at;
      }
    }
    places[hole] = FREE;
  }

  /** Shows the slots of the key while the visitor wants more; whether there was one. */
  boolean find(K key, IntPredicate visitor) {
    boolean found = false;
    for (int at = home(key); places[at] != FREE; at = after(at)) {
      if (keyAt.apply(places[at]).equals(key)) {
        found = true;
        if (!visitor.test(places[at])) {
          return true;
        }
      }
    }
    return found;
  }

  private int home(K key) {
    long mixed = (key.hashCode() * 0x9E3779B97F4A7C15L) >>> 32;
    return (int) ((mixed * places.length) >>> 32);
  }

  private int after(int at) {
    return at + 1 == places.length ? 0 : at + 1;
  }

  private void resize(int length) {
    int[] before = places;
    places = freePlaces(length);
    for (int slot : before) {
      if (slot != FREE) {
        put(slot);
      }
    }
  }

  private static int[] freePlaces(int length) {
    int[] places = new int[length];
    Arrays.fill(places, FREE);
    return places;
  }
}
