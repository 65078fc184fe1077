package io.dunlin.bench.planner;

import io.dunlin.bench.Bench;
import io.dunlin.bench.Measurement;
import io.dunlin.bench.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The planner's promises. Everything but the ten-second limit takes about six minutes. */
public final class PlannerBench implements Bench {
  @Override
  public String name() {
    return "planner";
  }

  @Override
  public String about() {
    return "makespans against published schedulers and CP-SAT, radio, scale, replanning";
  }

  @Override
  public List<Measurement> measure(Run run) throws Exception {
    var found = new ArrayList<Measurement>();
    Path directory = Cases.directory();
    try (var search = new Search()) {
      if (directory == null) {
        run.say("planner: no instances; name their directory in DUNLIN_INSTANCES");
      } else {
        List<Case> cases = Cases.read(directory);
        if (run.wants("heft")) found.addAll(SagaHeft.measure(cases, run));
        found.addAll(new Published(cases, search, run).measure());
        if (run.wants("cp-sat")) found.addAll(CpSatPeer.measure(cases, search, run));
        if (run.wants("radio")) found.addAll(RadioRace.measure(cases, search, run));
      }
      if (run.wants("replan")) found.addAll(Replans.measure(search, run));
      if (run.wants("scale")) found.addAll(new Scale(search, run).measure());
    }
    return found;
  }
}
