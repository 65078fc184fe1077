package io.dunlin.planner.route;

import io.dunlin.planner.PlanLink;
import io.dunlin.planner.Relaying;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jgrapht.alg.interfaces.ShortestPathAlgorithm.SingleSourcePaths;
import org.jgrapht.alg.shortestpath.DijkstraShortestPath;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleDirectedWeightedGraph;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link RouteTable}: one shortest-path tree for each device and reference size (Dijkstra
 * 1959, by JGraphT), O(sizes · devices · (links + devices log devices)); without relaying
 * O(devices² + links).
 */
public final class RouteBuilder {
  private static final double INVERSE_MAX = 1e290;

  private final int devices;
  private final @Nullable PlanLink[] direct;
  private final List<int[]> trees = new ArrayList<>();

  /** Best line found of each pair and tree, in the order of the trees. */
  private final List<double[]> treeLatency = new ArrayList<>();

  private final List<double[]> treeInverse = new ArrayList<>();

  private RouteBuilder(Map<String, Integer> deviceIndex, List<PlanLink> links) {
    devices = deviceIndex.size();
    direct = new PlanLink[devices * devices];
    for (PlanLink link : links) {
      direct[index(deviceIndex, link.from()) * devices + index(deviceIndex, link.to())] = link;
    }
  }

  /**
   * Builds the table of all pairs.
   *
   * @param deviceIndex device names as 0 .. n-1
   * @param bytes every size that will be asked for, in any order; more than {@link
   *     RouteTable#SIZES_MAX} distinct ones are thinned to evenly spread ranks
   */
  public static RouteTable build(
      Map<String, Integer> deviceIndex, List<PlanLink> links, Relaying relaying, double[] bytes) {
    RouteBuilder builder = new RouteBuilder(deviceIndex, links);
    if (relaying == Relaying.ALWAYS || (relaying == Relaying.WHERE_NO_LINK && builder.gaps())) {
      for (double size : references(bytes, deviceIndex.size())) {
        builder.grow(size);
      }
    }
    return builder.table(relaying);
  }

  private boolean gaps() {
    for (int from = 0; from < devices; from++) {
      for (int to = 0; to < devices; to++) {
        if (from != to && direct[from * devices + to] == null) {
          return true;
        }
      }
    }
    return false;
  }

  private static double[] references(double[] bytes, int devices) {
    double[] sizes = Arrays.stream(bytes).sorted().distinct().toArray();
    if (sizes.length == 0) {
      return new double[] {0};
    }
    int most = devices > 48 ? 4 : RouteTable.SIZES_MAX;
    if (sizes.length <= most) {
      return sizes;
    }
    double[] some = new double[most];
    for (int i = 0; i < most; i++) {
      some[i] = sizes[(int) Math.round((double) i * (sizes.length - 1) / (most - 1))];
    }
    return some;
  }

  /** Adds the shortest-path trees at one size. */
  private void grow(double bytes) {
    var graph =
        new SimpleDirectedWeightedGraph<Integer, DefaultWeightedEdge>(DefaultWeightedEdge.class);
    for (int device = 0; device < devices; device++) {
      graph.addVertex(device);
    }
    for (int from = 0; from < devices; from++) {
      for (int to = 0; to < devices; to++) {
        PlanLink link = direct[from * devices + to];
        if (link != null) {
          graph.setEdgeWeight(
              graph.addEdge(from, to), link.latencySeconds() + bytes * inverse(link));
        }
      }
    }
    int[] before = new int[devices * devices];
    double[] latency = new double[devices * devices];
    double[] inverse = new double[devices * devices];
    Arrays.fill(before, -1);
    Arrays.fill(latency, Double.POSITIVE_INFINITY);
    var dijkstra = new DijkstraShortestPath<>(graph);
    for (int from = 0; from < devices; from++) {
      SingleSourcePaths<Integer, DefaultWeightedEdge> paths = dijkstra.getPaths(from);
      for (int to = 0; to < devices; to++) {
        var path = from == to ? null : paths.getPath(to);
        if (path != null) {
          int pair = from * devices + to;
          latency[pair] = 0;
          for (DefaultWeightedEdge edge : path.getEdgeList()) {
            int a = graph.getEdgeSource(edge);
            int b = graph.getEdgeTarget(edge);
            PlanLink link = direct[a * devices + b];
            if (link != null) {
              latency[pair] += link.latencySeconds();
              inverse[pair] += inverse(link);
            }
            if (b == to) {
              before[pair] = a;
            }
          }
        }
      }
    }
    trees.add(before);
    treeLatency.add(latency);
    treeInverse.add(inverse);
  }

  private RouteTable table(Relaying relaying) {
    int pairs = devices * devices;
    double[] latency = new double[pairs];
    double[] inverse = new double[pairs];
    byte[] firstTree = new byte[pairs];
    int[] moreFrom = new int[pairs + 1];
    Lines more = new Lines();
    for (int pair = 0; pair < pairs; pair++) {
      moreFrom[pair] = more.size();
      boolean self = pair / devices == pair % devices;
      PlanLink link = direct[pair];
      latency[pair] = self ? 0 : link == null ? Double.POSITIVE_INFINITY : link.latencySeconds();
      inverse[pair] = link == null ? 0 : inverse(link);
      firstTree[pair] = -1;
      if (self || (link != null && relaying == Relaying.WHERE_NO_LINK)) {
        continue;
      }
      for (int tree = 0; tree < trees.size(); tree++) {
        double treeLatencyHere = treeLatency.get(tree)[pair];
        double treeInverseHere = treeInverse.get(tree)[pair];
        boolean none = latency[pair] == Double.POSITIVE_INFINITY;
        if (treeLatencyHere == Double.POSITIVE_INFINITY) {
          continue;
        }
        if (none || (treeLatencyHere <= latency[pair] && treeInverseHere <= inverse[pair])) {
          if (none || treeLatencyHere < latency[pair] || treeInverseHere < inverse[pair]) {
            latency[pair] = treeLatencyHere;
            inverse[pair] = treeInverseHere;
            firstTree[pair] = (byte) tree;
            more.cut(moreFrom[pair]);
          }
        } else if (treeLatencyHere < latency[pair] || treeInverseHere < inverse[pair]) {
          more.addIfNew(moreFrom[pair], treeLatencyHere, treeInverseHere, tree);
        }
      }
    }
    moreFrom[pairs] = more.size();
    RoutePaths paths = new RoutePaths(devices, direct, trees, firstTree, more.trees());
    int[] offsets = more.size() == 0 ? new int[0] : moreFrom;
    return new RouteTable(
        devices, latency, inverse, offsets, more.latencies(), more.inverses(), paths);
  }

  private static double inverse(PlanLink link) {
    return Math.min(1 / link.bytesPerSecond(), INVERSE_MAX);
  }

  private static int index(Map<String, Integer> deviceIndex, String name) {
    Integer found = deviceIndex.get(name);
    if (found == null) {
      throw new IllegalArgumentException("a link names the unknown device " + name);
    }
    return found;
  }
}
