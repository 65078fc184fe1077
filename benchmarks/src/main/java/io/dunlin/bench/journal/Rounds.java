package io.dunlin.bench.journal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The figures of one side, the first ones, which warm up, left out. */
final class Rounds {
  private final List<Double> figures = new ArrayList<>();
  private int skip;

  Rounds(int skip) {
    this.skip = skip;
  }

  void add(double figure) {
    if (skip-- > 0) return;
    figures.add(figure);
  }

  double median() {
    var sorted = new ArrayList<>(figures);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
