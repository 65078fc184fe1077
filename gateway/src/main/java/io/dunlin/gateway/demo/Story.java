package io.dunlin.gateway.demo;

import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Plays the scenario in order and takes down what it saw. Every claim of the outcome is a
 * measurement: what did not happen in time stands among the failures.
 */
final class Story {
  private static final long SETTLE_SECONDS = 30;
  private static final long MISSION_SECONDS = 150;
  private static final long LOOK_MILLIS = 250;

  private final Scenario scenario;
  private final Swarm swarm;
  private final Eye eye;
  private final Consumer<String> say;
  private final Outcome outcome;
  private boolean started;

  /**
   * As last asked for: the very ones that were found equal, since a link row may change any time.
   */
  private SortedMap<String, String> digests = new TreeMap<>();

  private String mission = "";
  private double acceptedSeconds;

  Story(Scenario scenario, Swarm swarm, Eye eye, Consumer<String> say) {
    this.scenario = scenario;
    this.swarm = swarm;
    this.eye = eye;
    this.say = say;
    outcome = new Outcome(scenario.seed());
  }

  /** Runs to the end, also when something failed on the way, and returns what was seen. */
  Outcome play() throws IOException, InterruptedException {
    try {
      begin();
      cutAndKill();
      finish();
    } catch (DemoException e) {
      outcome.fail(e.getMessage());
    }
    if (started) settle();
    return outcome;
  }

  private void begin() throws IOException, DemoException, InterruptedException {
    say.accept("starting a gateway and " + scenario.crafts().size() + " devices");
    swarm.prepare();
    swarm.start();
    started = true;
    for (Map.Entry<String, Child> child : swarm.children().entrySet()) {
      outcome.ready(child.getKey(), child.getValue().readySeconds());
    }
    say.accept("dashboard: http://127.0.0.1:" + swarm.dashboardPort() + "/");
    Set<String> all = new TreeSet<>(swarm.names());
    await("every device hears every other", SETTLE_SECONDS, () -> everyIslandIs(all));
    await("every device has acknowledged observations", SETTLE_SECONDS, this::allLog);
    say.accept("links are up, sensors log; the mission goes in over MQTT");
    upload();
  }

  private boolean everyIslandIs(Set<String> all) throws InterruptedException {
    for (String name : all) if (!eye.island(name).equals(all)) return false;
    JsonNode picture = eye.picture();
    return picture != null && measuredLinks(picture) >= all.size() * (all.size() - 1) * 3 / 4;
  }

  private static int measuredLinks(JsonNode picture) {
    int measured = 0;
    for (JsonNode link : picture.path("links")) {
      if (link.path("up").asBoolean() && link.path("samples").asInt() > 0) measured++;
    }
    return measured;
  }

  private boolean allLog() {
    return swarm.ledger().counts().size() == scenario.crafts().size();
  }

  private void upload() throws IOException, DemoException, InterruptedException {
    Path file = missionFile();
    Path talk = swarm.home().resolve("submit.log");
    Process submit =
        new ProcessBuilder(swarm.commands().submit(file, swarm.mqttPort()))
            .redirectErrorStream(true)
            .redirectOutput(talk.toFile())
            .start();
    if (!submit.waitFor(30, TimeUnit.SECONDS)) submit.destroyForcibly();
    String said = Files.readString(talk).strip();
    if (submit.waitFor() != 0) throw new DemoException("the mission was not accepted: " + said);
    mission = missionName(file);
    await("the mission is in force", SETTLE_SECONDS, () -> eye.mission(mission) != null);
    JsonNode entry = eye.mission(mission);
    if (entry == null) throw new DemoException("the gateway lost the mission");
    acceptedSeconds = entry.path("acceptedMillis").asLong() / 1e3;
    await("the mission is planned", SETTLE_SECONDS, this::planned);
    say.accept("accepted and planned: " + mission);
  }

  private Path missionFile() throws IOException {
    if (scenario.mission() != null) return scenario.mission();
    Path file = swarm.home().resolve("river-search.yaml");
    try (InputStream from = Story.class.getResourceAsStream("/demo/river-search.yaml")) {
      if (from == null) throw new IOException("the demo's mission is not in the jar");
      Files.copy(from, file);
    }
    return file;
  }

  private static String missionName(Path file) throws IOException, DemoException {
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith("name:")) return line.substring(5).strip();
    }
    throw new DemoException(file + " has no name: line");
  }

  private boolean planned() throws InterruptedException {
    JsonNode entry = eye.mission(mission);
    return entry != null && entry.path("predictedSeconds").asDouble() > 0;
  }

  /** Cut, wait, kill, wait, heal: the times count from the mission's acceptance. */
  private void cutAndKill() throws IOException, DemoException, InterruptedException {
    sleepUntil(scenario.partitionAt());
    Set<String> near = scenario.nearSide();
    Set<String> far = scenario.farSide();
    swarm.connected(near, far, false);
    double cutAt = now();
    SortedMap<String, Long> loggedAtCut = swarm.ledger().counts();
    say.accept("partition: " + near + " | " + far);
    var ran = new TreeMap<String, SortedSet<String>>();
    String killed = null;
    double healAt = cutAt + scenario.partitionFor();
    boolean split = false;
    while (now() < healAt || (killed == null && now() < healAt + 10)) {
      split |= isSplit(near, far);
      watchRuns(near, far, ran);
      if (killed == null && now() >= scenario.killAt()) killed = kill(far);
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    swarm.connected(near, far, true);
    outcome.partition(near, far, now() - cutAt, ran);
    say.accept("healed after " + Math.round(now() - cutAt) + " s");
    if (!split) outcome.fail("the devices did not notice the partition");
    loggedDuring(near, loggedAtCut, killed);
    loggedDuring(far, loggedAtCut, killed);
    if (killed == null) throw new DemoException("no device ran a task when one was to be killed");
  }

  private boolean isSplit(Set<String> near, Set<String> far) throws InterruptedException {
    for (String name : near) {
      for (String seen : eye.island(name)) if (far.contains(seen)) return false;
    }
    return true;
  }

  private void watchRuns(Set<String> near, Set<String> far, Map<String, SortedSet<String>> ran)
      throws InterruptedException {
    for (String name : near) {
      ran.computeIfAbsent("near", _ -> new TreeSet<>()).addAll(eye.running(name));
    }
    for (String name : far) {
      ran.computeIfAbsent("far", _ -> new TreeSet<>()).addAll(eye.running(name));
    }
  }

  private void loggedDuring(Set<String> side, Map<String, Long> before, @Nullable String killed) {
    for (String name : side) {
      if (name.equals(killed) || name.equals(Scenario.GATEWAY)) continue;
      long logged = swarm.ledger().of(name).count() - before.getOrDefault(name, 0L);
      if (logged <= 0) outcome.fail(name + " logged nothing during the partition");
    }
  }

  /** Kills a device that runs a task now; null when none does yet. */
  private @Nullable String kill(Set<String> far) throws InterruptedException {
    List<String> candidates = new ArrayList<>();
    for (String name : far) {
      if (scenario.kill() == null || scenario.kill().equals(name)) candidates.add(name);
    }
    if (scenario.kill() != null && candidates.isEmpty()) candidates.add(scenario.kill());
    var runs = new TreeMap<String, Set<String>>();
    for (String name : candidates) {
      Set<String> running = eye.running(name);
      if (!running.isEmpty()) runs.put(name, running);
    }
    if (runs.isEmpty()) return null;
    var names = new ArrayList<>(runs.keySet());
    String victim = names.get(new SplittableRandom(scenario.seed()).nextInt(names.size()));
    swarm.child(victim).kill();
    outcome.killed(victim, swarm.id(victim), runs.getOrDefault(victim, new TreeSet<>()), now());
    say.accept("killed " + victim + " (SIGKILL) while it ran " + runs.get(victim));
    return victim;
  }

  private void finish() throws IOException, DemoException, InterruptedException {
    await("the mission is done", MISSION_SECONDS, this::missionEnded);
    String victim = outcome.killedName();
    say.accept("the mission ended; " + victim + " comes back with its old disk");
    swarm.restart(victim);
    outcome.ready(victim + " again", swarm.child(victim).readySeconds());
    Set<String> all = new TreeSet<>(swarm.names());
    await(victim + " rejoins", SETTLE_SECONDS, () -> eye.island(victim).equals(all));
    outcome.rejoined();
  }

  private boolean missionEnded() throws InterruptedException {
    JsonNode entry = eye.mission(mission);
    if (entry == null) return false;
    String state = entry.path("state").asString().toLowerCase(Locale.ROOT);
    return state.equals("done") || state.equals("failed");
  }

  /** Sensors fall silent, replicas become equal, then the books are compared. */
  private void settle() throws InterruptedException {
    double quietAt = now();
    for (Map.Entry<String, Child> child : swarm.children().entrySet()) quiet(child);
    boolean equal = awaitQuietly(scenario.convergeSeconds(), this::allEqual);
    outcome.converged(equal ? now() - quietAt : -1);
    outcome.digests(digests);
    if (!equal)
      outcome.fail("replicas did not become equal within " + scenario.convergeSeconds() + " s");
    books();
    JsonNode entry = mission.isEmpty() ? null : eye.mission(mission);
    if (entry == null) outcome.fail("the mission is not known at the gateway");
    else outcome.mission(entry, swarm);
    outcome.bytes(eye.bytes());
    for (Map.Entry<String, Child> child : swarm.children().entrySet()) {
      outcome.memory(child.getKey(), child.getValue().peakBytes());
    }
  }

  private void quiet(Map.Entry<String, Child> child) {
    if (!child.getValue().isAlive()) {
      outcome.fail(child.getKey() + " is not running at the end");
      return;
    }
    try {
      child.getValue().quiet();
    } catch (IOException e) {
      outcome.fail(child.getKey() + " does not listen: " + e.getMessage());
    }
  }

  private boolean allEqual() throws InterruptedException {
    digests = eye.digests();
    if (digests.size() != swarm.names().size()) return false;
    if (new TreeSet<>(digests.values()).size() != 1) return false;
    JsonNode held = eye.held();
    return held != null && Ledger.held(held).containsAll(swarm.ledger().all());
  }

  /** What was acknowledged, against what the gateway's store holds. */
  private void books() throws InterruptedException {
    JsonNode logs = eye.held();
    if (logs == null) {
      outcome.fail("the gateway does not say what it holds");
      return;
    }
    Knowledge held = Ledger.held(logs);
    Knowledge acknowledged = swarm.ledger().all();
    Knowledge lost = acknowledged.minus(held);
    long duplicated = 0;
    for (JsonNode log : logs) duplicated += log.path("duplicates").asLong();
    outcome.observations(
        acknowledged.count(), held.count(), lost.count(), duplicated, swarm.ledger().counts());
    for (LogId log : lost.logs().keySet()) {
      outcome.fail(
          "lost: "
              + lost.of(log).count()
              + " acknowledged observations of "
              + swarm.nameOf(log.origin().toString())
              + ", numbers "
              + lost.of(log).runs());
    }
    if (duplicated > 0) outcome.fail(duplicated + " observations stand twice in the store");
  }

  private interface Condition {
    boolean holds() throws InterruptedException;
  }

  private void await(String what, long seconds, Condition condition)
      throws DemoException, InterruptedException {
    if (!awaitQuietly(seconds, condition)) {
      throw new DemoException("not within " + seconds + " s: " + what);
    }
  }

  private static boolean awaitQuietly(long seconds, Condition condition)
      throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (System.nanoTime() - deadline < 0) {
      if (condition.holds()) return true;
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
    return condition.holds();
  }

  /** Seconds since the mission was accepted. */
  private double now() {
    return System.currentTimeMillis() / 1e3 - acceptedSeconds;
  }

  private void sleepUntil(double seconds) throws InterruptedException {
    double wait = seconds - now();
    if (wait > 0) TimeUnit.MILLISECONDS.sleep(Math.round(wait * 1e3));
  }
}
