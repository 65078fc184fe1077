package io.dunlin.crdt.reconcile;

import java.util.Arrays;

/**
 * Items and the place in the endless stream on which each falls next, the nearest first. Every item
 * falls on place 0, and on place i with a chance of 1 / (1 + i / 2). Yang, Gilad and Alizadeh 2024,
 * Practical Rateless Set Reconciliation.
 */
final class Places {
  private long[] items;
  private int[] checks;
  private long[] states;
  private long[] nexts;

  /** A binary heap of item numbers by next place. */
  private int[] heap;

  private int size;

  Places(int room) {
    items = new long[room];
    checks = new int[room];
    states = new long[room];
    nexts = new long[room];
    heap = new int[room];
  }

  /** Shows an item that falls on a place. */
  interface Visitor {
    void visit(int number, long item, int check);
  }

  /** Adds an item of this hash, which falls on place 0 next. */
  void add(long item, long hash) {
    if (size == items.length) {
      int room = size + (size >> 1) + 4;
      items = Arrays.copyOf(items, room);
      checks = Arrays.copyOf(checks, room);
      states = Arrays.copyOf(states, room);
      nexts = Arrays.copyOf(nexts, room);
      heap = Arrays.copyOf(heap, room);
    }
    items[size] = item;
    checks[size] = (int) hash;
    states[size] = hash;
    nexts[size] = 0;
    heap[size] = size;
    up(size++);
  }

  /** Takes every item that falls on this place or before it to its next place beyond. */
  void pass(long place, Visitor visitor) {
    while (size > 0 && nexts[heap[0]] <= place) {
      int number = heap[0];
      visitor.visit(number, items[number], checks[number]);
      states[number] = state(states[number]);
      nexts[number] = after(nexts[number], states[number]);
      down();
    }
  }

  /** The next number of a stream of well mixed ones. Steele et al. 2014, SplitMix. */
  static long state(long before) {
    long z = before + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** The place after this one for a random state; grows by about a half each time. */
  static long after(long place, long state) {
    double chance = ((state >>> 11) + 1) * 0x1p-53;
    return place + Math.max(1, (long) Math.ceil((place + 1.5) * (1 / Math.sqrt(chance) - 1)));
  }

  private void up(int from) {
    int at = from;
    while (at > 0 && nexts[heap[at]] < nexts[heap[(at - 1) / 2]]) {
      swap(at, (at - 1) / 2);
      at = (at - 1) / 2;
    }
  }

  private void down() {
    int at = 0;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && nexts[heap[child + 1]] < nexts[heap[child]]) {
        child++;
      }
      if (nexts[heap[at]] <= nexts[heap[child]]) {
        return;
      }
      swap(at, child);
      at = child;
    }
  }

  private void swap(int a, int b) {
    int number = heap[a];
    heap[a] = heap[b];
    heap[b] = number;
  }
}
