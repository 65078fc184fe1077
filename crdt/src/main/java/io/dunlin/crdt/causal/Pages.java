package io.dunlin.crdt.causal;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Pages under numbers that do not change while a page lives; numbers of dead pages are given out
 * again. A slot is a place in a page: the page's number, and six bits of offset.
 */
final class Pages {
  private static final int OFFSET_BITS = 6;

  /** One less than would fit, so that no slot is -1. */
  private static final int PAGES_MAX = (1 << (Integer.SIZE - OFFSET_BITS)) - 1;

  private @Nullable Page[] pages = new Page[4];
  private LogId[] logs = new LogId[4];

  /** Of a dead page, the number of the one that died before it. */
  private int[] diedBefore = new int[4];

  private int lastDead = -1;
  private int size;

  static int slot(int id, int offset) {
    return id << OFFSET_BITS | offset;
  }

  static int page(int slot) {
    return slot >>> OFFSET_BITS;
  }

  static int offset(int slot) {
    return slot & (Page.SEQS - 1);
  }

  Page get(int id) {
    return Objects.requireNonNull(pages[id]);
  }

  LogId log(int id) {
    return logs[id];
  }

  void set(int id, Page page) {
    pages[id] = page;
  }

  int add(Page page, LogId log) {
    int id = lastDead;
    if (id >= 0) {
      lastDead = diedBefore[id];
    } else {
      id = size;
      grow();
      size++;
    }
    pages[id] = page;
    logs[id] = log;
    return id;
  }

  void free(int id) {
    pages[id] = null;
    diedBefore[id] = lastDead;
    lastDead = id;
  }

  private void grow() {
    if (size == PAGES_MAX) {
      throw new IllegalStateException("more pages than slots can name");
    }
    if (size == pages.length) {
      int capacity = Math.min(PAGES_MAX, size + (size >> 2) + 1);
      pages = Arrays.copyOf(pages, capacity);
      logs = Arrays.copyOf(logs, capacity);
      diedBefore = Arrays.copyOf(diedBefore, capacity);
    }
  }
}
