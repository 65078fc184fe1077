package io.dunlin.gateway.demo;

import io.dunlin.gateway.shaper.LinkShape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the demo plays. Seconds count from the mission's acceptance.
 *
 * @param data recordings to replay, or null for the seeded simulation
 * @param mission file to upload, or null for the built-in one
 * @param partitionAt when the swarm is cut in two
 * @param partitionFor for how long
 * @param killAt when a device is killed; it is chosen among those that run a task then
 * @param kill the device to kill, or null to let the seed choose
 * @param swallowed an observation whose delta is dropped for ever, which must make the demo fail;
 *     or null
 * @param convergeSeconds how long replicas may take to become equal at the end
 */
record Scenario(
    long seed,
    List<Craft> crafts,
    @Nullable Path data,
    @Nullable Path mission,
    double partitionAt,
    double partitionFor,
    double killAt,
    @Nullable String kill,
    @Nullable Swallowed swallowed,
    long convergeSeconds) {
  static final String GATEWAY = "gateway";
  static final int DEVICES_MIN = 4;
  static final int DEVICES_MAX = 12;

  /** The observation of this number that a device makes, counted from 1 at its start. */
  record Swallowed(String device, long seq) {

    /** Reads {@code NAME:NUMBER}. */
    static Swallowed parse(String text) {
      int colon = text.indexOf(':');
      return new Swallowed(text.substring(0, colon), Long.parseLong(text.substring(colon + 1)));
    }
  }

  /**
   * One device of the swarm.
   *
   * @param has capabilities that its hardware settings bring about
   */
  record Craft(String name, double speed, int cores, List<String> has, List<String> sensors) {}

  private static final List<Craft> FLEET =
      List.of(
          new Craft("kestrel", 1.0, 1, List.of("camera", "lidar"), List.of("temperature", "gps")),
          new Craft("merlin", 1.5, 2, List.of("camera"), List.of("temperature", "battery")),
          new Craft("osprey", 2.0, 2, List.of("camera", "lidar"), List.of("gps", "radio")),
          new Craft("curlew", 1.0, 1, List.of("lidar", "camera"), List.of("temperature", "radio")),
          new Craft("plover", 1.2, 1, List.of("camera"), List.of("temperature", "gps")));

  /** The fleet's first {@code count} crafts, repeated with a number when there are more. */
  static List<Craft> crafts(int count) {
    var crafts = new ArrayList<Craft>();
    for (int i = 0; i < count; i++) {
      Craft model = FLEET.get(i % FLEET.size());
      String name = i < FLEET.size() ? model.name() : model.name() + "-" + (i / FLEET.size() + 1);
      crafts.add(new Craft(name, model.speed(), model.cores(), model.has(), model.sensors()));
    }
    return List.copyOf(crafts);
  }

  /** The shape of the link between two. */
  LinkShape shape(String a, String b) {
    LinkShape shape = shapes().get(a + ">" + b);
    if (shape == null) throw new IllegalArgumentException("no link " + a + ">" + b);
    return shape;
  }

  /** The side without the gateway: every craft from the third on. */
  SortedSet<String> farSide() {
    var far = new TreeSet<String>();
    for (int i = 2; i < crafts.size(); i++) far.add(crafts.get(i).name());
    return far;
  }

  /** The side with the gateway. */
  SortedSet<String> nearSide() {
    var near = new TreeSet<String>();
    near.add(GATEWAY);
    for (int i = 0; i < 2; i++) near.add(crafts.get(i).name());
    return near;
  }

  /** A shape for each pair, drawn from the seed: what drones some hundred metres apart have. */
  SortedMap<String, LinkShape> shapes() {
    var random = new SplittableRandom(seed);
    var shapes = new TreeMap<String, LinkShape>();
    var names = new ArrayList<String>();
    names.add(GATEWAY);
    for (Craft craft : crafts) names.add(craft.name());
    for (int i = 0; i < names.size(); i++) {
      for (int j = i + 1; j < names.size(); j++) {
        shapes.put(
            names.get(i) + ">" + names.get(j),
            LinkShape.of(
                random.nextDouble(4, 25),
                random.nextDouble(0, 4),
                random.nextDouble(0, 0.03),
                random.nextLong(1_000_000, 4_000_000)));
      }
    }
    return shapes;
  }
}
