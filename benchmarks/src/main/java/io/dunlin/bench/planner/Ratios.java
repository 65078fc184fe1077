package io.dunlin.bench.planner;

/** Ratios of makespans: their geometric mean, each capped at 5, and the largest. */
final class Ratios {
  private static final double CAP = 5;

  private double logs;
  private int count;
  private double worst = Double.NEGATIVE_INFINITY;
  private String worstName = "none";

  /** A reference of NaN is passed over. */
  void add(String name, double ours, double reference) {
    if (Double.isNaN(reference)) return;
    double ratio = ours / reference;
    logs += Math.log(Math.min(CAP, ratio));
    count++;
    if (ratio > worst) {
      worst = ratio;
      worstName = name;
    }
  }

  int count() {
    return count;
  }

  double mean() {
    return count == 0 ? 1 : Math.exp(logs / count);
  }

  double worst() {
    return count == 0 ? 1 : worst;
  }

  String worstName() {
    return worstName;
  }
}
