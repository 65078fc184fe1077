package io.dunlin.gateway.web;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.membership.Presence;
import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.LinkMeasure;
import io.dunlin.runtime.state.LinkRow;
import io.dunlin.runtime.state.LostMark;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.state.Mission;
import io.dunlin.runtime.state.MissionStatus;
import io.dunlin.runtime.state.Plan;
import io.dunlin.runtime.state.Role;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.state.SeriesDescriptor.Column;
import io.dunlin.runtime.state.TaskSpec;
import io.dunlin.runtime.sync.PeerView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A made-up flooded river that six devices search: a script by seconds since the mission was
 * accepted, so that a picture of any moment can be had. One device dies at 22 s, its task is
 * planned again.
 */
final class River {
  static final String HOSTILE = "<img src=x onerror=alert(1)>";
  static final SeriesDescriptor TEMPERATURE =
      new SeriesDescriptor(
          "temperature", List.of(new Column("air", "Cel", SeriesDescriptor.Type.INT, -2)));
  static final SeriesDescriptor LEVEL =
      new SeriesDescriptor(
          "water-level",
          List.of(
              new Column("level", "m", SeriesDescriptor.Type.INT, -3),
              new Column("alarm", "", SeriesDescriptor.Type.BOOL, 0)));
  static final SeriesDescriptor PHOTOS =
      new SeriesDescriptor(
          "photos", List.of(new Column("photo", "", SeriesDescriptor.Type.BLOB, 0)));

  private static final List<String> NAMES =
      List.of("gateway", "heron", "dipper", "plover", "knot", "stilt", HOSTILE);
  private static final long START = 1_800_000_000_000L;

  /** A task of the script: on which device, from second, to second. */
  private record Part(
      String name, String action, String device, int from, int to, List<String> takes) {}

  private static final List<Part> PARTS =
      List.of(
          new Part("scan-a", "camera.survey", "heron", 2, 8, List.of()),
          new Part("scan-b", "camera.survey", "dipper", 2, 9, List.of()),
          new Part("scan-c", "camera.survey", "heron", 9, 16, List.of()),
          new Part(
              "scan-d-the-long-stretch-below-the-old-weir",
              "camera.survey",
              "dipper",
              10,
              17,
              List.of()),
          new Part("lidar-east", "lidar.scan", "plover", 2, 9, List.of()),
          new Part("lidar-west", "lidar.scan", "plover", 10, 18, List.of()),
          new Part("detect-a", "detect", "heron", 17, 25, List.of("scan-a")),
          new Part("detect-b", "detect", "dipper", 18, 27, List.of("scan-b")),
          new Part("detect-c", "detect", "plover", 34, 42, List.of("scan-c")),
          new Part(
              "detect-d",
              "detect",
              "dipper",
              28,
              36,
              List.of("scan-d-the-long-stretch-below-the-old-weir")),
          new Part("terrain", "data.merge", "plover", 19, 24, List.of("lidar-east", "lidar-west")),
          new Part(
              "sightings",
              "data.merge",
              "heron",
              43,
              46,
              List.of("detect-a", "detect-b", "detect-c", "detect-d")),
          new Part("overview", "data.merge", "gateway", 47, 50, List.of("sightings", "terrain")),
          new Part(
              "report", "gateway.publish", "gateway", 51, 52, List.of("overview", "sightings")));

  final FakeSwarm swarm = new FakeSwarm();
  private final Map<String, ReplicaId> ids = new HashMap<>();
  private final Map<String, String> outputs = new TreeMap<>();
  private final String revision;
  byte[] photo = new byte[0];
  private long seq;

  River() {
    for (int i = 0; i < NAMES.size(); i++) {
      ids.put(NAMES.get(i), new ReplicaId(0x1111L * (i + 1), i + 1));
    }
    for (SeriesDescriptor series : List.of(TEMPERATURE, LEVEL, PHOTOS)) swarm.put(series.put());
    for (String name : NAMES) swarm.put(member(name).put());
    swarm.island.addAll(ids.values());
    links();
    revision = swarm.mission(mission());
    for (Part part : PARTS) {
      String text = "what " + part.name + " found";
      outputs.put(part.name, swarm.blob(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private ReplicaId id(String name) {
    return java.util.Objects.requireNonNull(ids.get(name));
  }

  private Member member(String name) {
    boolean gateway = name.equals("gateway");
    Set<String> has =
        switch (name) {
          case "gateway" -> Set.of("gateway");
          case "heron", "dipper" -> Set.of("camera", "gps");
          default -> Set.of("lidar", "thermometer");
        };
    return new Member(
        id(name),
        name,
        gateway ? Role.GATEWAY : Role.DEVICE,
        new byte[44],
        7,
        "0.1.0",
        gateway ? 2 : 1 + 0.25 * name.length() % 1.5,
        gateway ? 4 : 2,
        (gateway ? 512L : 192L) << 20,
        new TreeSet<>(has),
        new TreeSet<>(gateway ? Set.of() : Set.of("detect")),
        new TreeSet<>(gateway ? Set.of() : Set.of(TEMPERATURE.hash(), LEVEL.hash())),
        "coap://127.0.0.1:" + (5683 + NAMES.indexOf(name)),
        0);
  }

  private void links() {
    for (int i = 0; i < NAMES.size(); i++) {
      var row = new ArrayList<LinkMeasure>();
      for (int j = 0; j < NAMES.size(); j++) {
        if (i == j) continue;
        boolean measured = i + j != 7;
        boolean up = !NAMES.get(j).equals("knot");
        row.add(
            new LinkMeasure(
                id(NAMES.get(j)),
                up,
                measured ? 3_000_000L + 4_700_000L * ((i * 7 + j * 3) % 11) : 0,
                measured ? ((i + 2 * j) % 9) / 30.0 : 0,
                measured && (i + j) % 4 != 0 ? 40_000L * (1 + (i * j) % 13) : 0,
                measured ? 12 + i * j : 0));
      }
      long old = NAMES.get(i).equals("knot") ? 1_900_000 : 20_000;
      swarm.putAt(new LinkRow(id(NAMES.get(i)), row).put(), START - old);
    }
  }

  private Mission mission() {
    var specs = new ArrayList<TaskSpec>();
    for (Part part : PARTS) {
      var takes = new ArrayList<TaskSpec.Take>();
      for (String from : part.takes) takes.add(new TaskSpec.Take(from + "-in", from, "out"));
      specs.add(
          new TaskSpec(
              part.name,
              part.action.equals("detect") ? TaskSpec.Kind.PROCESS : TaskSpec.Kind.BUILTIN,
              part.action,
              List.of(),
              takes,
              List.of(),
              new TreeSet<>(),
              1,
              16L << 20,
              null,
              new TaskSpec.Effort((part.to - part.from) * 1000L, true),
              List.of(new TaskSpec.Give("out", 40_000, type(part))),
              0,
              2,
              TaskSpec.OnLost.REASSIGN,
              4_000,
              TaskSpec.PartitionPolicy.RUN_LOCAL,
              0));
    }
    return new Mission("river-search", 0, 0, specs, List.of());
  }

  private static String type(Part part) {
    return part.name.equals("overview") ? "image/jpeg" : "application/json";
  }

  /** The picture at this many seconds after the mission was accepted. */
  void step(double seconds) {
    swarm.nowMillis = START + (long) (seconds * 1000);
    swarm.needed = (long) (seconds * 9_000);
    presences(seconds);
    plan(seconds);
    for (Part part : PARTS) part(part, seconds);
    status(seconds);
    observe(seconds);
  }

  private void presences(double seconds) {
    for (String name : NAMES) {
      if (name.equals("gateway")) continue;
      boolean never = name.equals("knot") && seconds < 1;
      boolean dead = name.equals("knot");
      long ago = dead ? 1_000L * (long) Math.max(1, seconds - 22) : 1_200;
      long wake = name.equals("stilt") ? (swarm.nowMillis + 600_000) * 1_000_000 : Long.MIN_VALUE;
      boolean silent = never || (dead && seconds > 26);
      swarm.presences.put(
          id(name),
          new Presence(
              id(name),
              silent ? Presence.State.SILENT : Presence.State.HEARD,
              (swarm.nowMillis - ago) * 1_000_000,
              never ? null : "coap://127.0.0.1:" + (5683 + NAMES.indexOf(name)),
              wake));
      long left = dead ? 40 : name.equals("dipper") ? Math.max(0, 312 - (long) (seconds * 8)) : 0;
      swarm.peers.put(
          id(name),
          new PeerView(id(name), 7, "coap://127.0.0.1:5684", 1, left == 0, left, left * 120));
    }
    if (seconds > 26) swarm.island.remove(id("knot"));
  }

  private AttemptKey key(Part part, int n, String device) {
    return new AttemptKey("river-search", revision, part.name, n, id(device));
  }

  private void plan(double seconds) {
    boolean again = seconds > 28;
    var assignments = new ArrayList<Plan.Assignment>();
    for (Part part : PARTS) {
      boolean detectC = part.name.equals("detect-c");
      if (again && part.to < 28) continue;
      int n = detectC && again ? 2 : 1;
      String device = detectC && !again ? "knot" : part.device;
      int shift = detectC && !again ? -16 : 0;
      assignments.add(
          new Plan.Assignment(
              key(part, n, device),
              START + (part.from + shift) * 1000L - 600,
              START + (part.to + shift) * 1000L - (part.name.length() % 3) * 900L));
    }
    swarm.put(
        new Plan(
                again ? 2 : 1,
                FakeSwarm.SELF.equals(id("gateway")) ? id("gateway") : id("heron"),
                START + (again ? 28_000 : 1_000),
                new TreeSet<>(ids.values()),
                new TreeMap<>(Map.of("river-search", revision)),
                new TreeMap<>(),
                assignments,
                again ? 24_000 : 47_000)
            .put());
  }

  private void part(Part part, double seconds) {
    if (part.name.equals("detect-c")) {
      if (seconds >= 18) {
        put(key(part, 1, "knot"), Attempt.State.RUNNING, 18, 0, "");
      }
      if (seconds >= 27)
        swarm.put(new LostMark(key(part, 1, "knot"), id("heron"), START + 27_000).put());
    }
    int n = part.name.equals("detect-c") ? 2 : 1;
    if (part.name.equals("detect-c") && seconds < 29) return;
    AttemptKey key = key(part, n, part.device);
    if (seconds >= part.to) put(key, Attempt.State.DONE, part.from, part.to, "");
    else if (seconds >= part.from) put(key, Attempt.State.RUNNING, part.from, 0, "");
    else if (seconds >= part.from - 2 && !part.takes.isEmpty()) {
      put(
          key,
          Attempt.State.TRANSFERRING,
          0,
          0,
          "fetching " + part.takes.getFirst() + ", 62 of 400 KB");
    }
  }

  private void put(AttemptKey key, Attempt.State state, int from, int to, String message) {
    Part part = PARTS.stream().filter(p -> p.name.equals(key.task())).findFirst().orElseThrow();
    List<String> inputs = part.takes.stream().map(this::made).toList();
    List<Attempt.Output> made =
        state == Attempt.State.DONE && !part.name.equals("report")
            ? List.of(new Attempt.Output("out", output(part), 40_000, type(part)))
            : List.of();
    swarm.put(
        new Attempt(
                key,
                state,
                1,
                from == 0 ? 0 : START + from * 1000L,
                to == 0 ? 0 : START + to * 1000L + part.name.length() * 60L,
                inputs,
                made,
                message)
            .put());
  }

  private String output(Part part) {
    if (part.name.equals("overview") && photo.length > 0)
      outputs.put("overview", swarm.blob(photo));
    return made(part.name);
  }

  private String made(String task) {
    return java.util.Objects.requireNonNull(outputs.get(task));
  }

  private void status(double seconds) {
    boolean done = seconds >= 52;
    swarm.put(
        new MissionStatus(
                "river-search",
                revision,
                done ? MissionStatus.State.DONE : MissionStatus.State.RUNNING,
                "",
                id("heron"),
                48_000,
                done ? 52_360 : 0)
            .put());
  }

  private void observe(double seconds) {
    for (String name :
        NAMES.stream().filter(n -> !n.equals("gateway")).collect(Collectors.toList())) {
      if (name.equals("knot") && seconds > 22) continue;
      for (int i = 0; i < 4; i++) {
        seq++;
        long wave = (long) (400 * Math.sin(seq / 40.0 + name.length())) + seq % 23;
        swarm.observe(id(name), TEMPERATURE, seq, 1_400 + wave);
        if (i == 0) swarm.observe(id(name), LEVEL, ++seq, 2_300 + wave / 3, wave > 350);
      }
    }
    if (photo.length > 0) swarm.observe(id("heron"), PHOTOS, ++seq, swarm.blob(photo));
  }
}
