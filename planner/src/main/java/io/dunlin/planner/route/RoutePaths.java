package io.dunlin.planner.route;

import io.dunlin.planner.PlanLink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hops behind the lines of a {@link RouteTable}. */
final class RoutePaths {
  private final int devices;

  /** Direct link by pair, null where there is none. */
  private final @Nullable PlanLink[] direct;

  /**
   * Shortest-path trees, one for each reference size: the device before {@code to} on the way from
   * {@code from}.
   */
  private final List<int[]> trees;

  /** Tree of the first line by pair, -1 for the direct link. */
  private final byte[] firstTree;

  /** Tree of each further line. */
  private final byte[] moreTree;

  RoutePaths(
      int devices,
      @Nullable PlanLink[] direct,
      List<int[]> trees,
      byte[] firstTree,
      byte[] moreTree) {
    this.devices = devices;
    this.direct = direct;
    this.trees = trees;
    this.firstTree = firstTree;
    this.moreTree = moreTree;
  }

  List<PlanLink> hops(int from, int to, int line) {
    int tree = line < 0 ? firstTree[from * devices + to] : moreTree[line];
    if (tree < 0) {
      return List.of(link(from, to));
    }
    int[] before = trees.get(tree);
    List<PlanLink> hops = new ArrayList<>();
    for (int at = to; at != from; at = before[from * devices + at]) {
      hops.add(link(before[from * devices + at], at));
    }
    return hops.reversed();
  }

  private PlanLink link(int from, int to) {
    PlanLink link = direct[from * devices + to];
    if (link == null) {
      throw new IllegalStateException(
          "a route uses a link that is not there: " + from + " to " + to);
    }
    return link;
  }
}
