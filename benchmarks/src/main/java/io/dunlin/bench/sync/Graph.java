package io.dunlin.bench.sync;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Who can hear whom. */
record Graph(List<List<Integer>> neighbours) {
  private static final double DEGREE = 8;
  private static final int DIAMETER_LEAST = 9;
  private static final int DIAMETER_MOST = 11;
  private static final int TRIES_MAX = 100_000;

  /**
   * Devices strewn over a square that hear each other within a radius which gives a mean degree of
   * 8 (± 0.5); drawn until the graph hangs together and has a diameter of 9 to 11.
   */
  static Graph disc(int devices, long seed) {
    var random = new SplittableRandom(seed);
    double radius = Math.sqrt(DEGREE * 1.2 / (Math.PI * (devices - 1)));
    for (int attempt = 0; attempt < TRIES_MAX; attempt++) {
      Graph graph = strewn(devices, radius, random);
      double degree = graph.neighbours.stream().mapToInt(List::size).average().orElse(0);
      int diameter = Math.abs(degree - DEGREE) <= 0.5 ? graph.diameter() : -1;
      if (diameter >= DIAMETER_LEAST && diameter <= DIAMETER_MOST) return graph;
    }
    throw new IllegalStateException("no such graph in " + TRIES_MAX + " tries");
  }

  private static Graph strewn(int devices, double radius, SplittableRandom random) {
    double[][] at = new double[devices][];
    for (int i = 0; i < devices; i++)
      at[i] = new double[] {random.nextDouble(), random.nextDouble()};
    var neighbours = new ArrayList<List<Integer>>();
    for (int i = 0; i < devices; i++) {
      var near = new ArrayList<Integer>();
      for (int j = 0; j < devices; j++) {
        double distance = Math.hypot(at[i][0] - at[j][0], at[i][1] - at[j][1]);
        if (i != j && distance <= radius) near.add(j);
      }
      neighbours.add(near);
    }
    return new Graph(neighbours);
  }

  int neighbour(int of, SplittableRandom random) {
    List<Integer> near = neighbours.get(of);
    return near.get(random.nextInt(near.size()));
  }

  /** Hops between the two farthest, -1 if the graph falls apart. */
  private int diameter() {
    int most = 0;
    for (int from = 0; from < neighbours.size(); from++) {
      int[] hops = new int[neighbours.size()];
      Arrays.fill(hops, -1);
      hops[from] = 0;
      var reached = new ArrayList<Integer>(List.of(from));
      for (int i = 0; i < reached.size(); i++) {
        int at = reached.get(i);
        for (int next : neighbours.get(at)) {
          if (hops[next] < 0) {
            hops[next] = hops[at] + 1;
            reached.add(next);
          }
        }
      }
      if (reached.size() < neighbours.size()) return -1;
      most = Math.max(most, hops[reached.getLast()]);
    }
    return most;
  }
}
