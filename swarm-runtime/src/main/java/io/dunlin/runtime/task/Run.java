package io.dunlin.runtime.task;

import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.Plan;
import io.dunlin.runtime.state.TaskSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An attempt of this device that has not ended, as the task machine holds it. */
final class Run {
  /** How far it is. */
  enum Phase {
    /** Planned; what it takes is not here yet. */
    WAITING,
    /** With its runner. */
    RUNNING,
    /** Cancelled, but its runner has not answered yet, so it still holds cores and memory. */
    STOPPING
  }

  private final AttemptKey key;
  private final TaskSpec spec;
  private Plan.Assignment assignment;
  private Phase phase = Phase.WAITING;
  private List<RunRequest.Input> inputs = List.of();
  private long startMillis;
  private long readySinceNanos = -1;
  private boolean transferring;
  private @Nullable String waitsFor;
  private String stoppedFor = "";

  Run(Plan.Assignment assignment, TaskSpec spec) {
    this.key = assignment.attempt();
    this.assignment = assignment;
    this.spec = spec;
  }

  AttemptKey key() {
    return key;
  }

  TaskSpec spec() {
    return spec;
  }

  Phase phase() {
    return phase;
  }

  Plan.Assignment assignment() {
    return assignment;
  }

  void replanned(Plan.Assignment renewed) {
    assignment = renewed;
  }

  List<RunRequest.Input> inputs() {
    return inputs;
  }

  void inputs(List<RunRequest.Input> found) {
    inputs = found;
  }

  List<String> inputHashes() {
    return inputs.stream().map(RunRequest.Input::hash).toList();
  }

  long startMillis() {
    return startMillis;
  }

  /** True the first time. */
  boolean beginTransfer() {
    boolean first = !transferring;
    transferring = true;
    return first;
  }

  boolean transferring() {
    return transferring;
  }

  /** What it waits for, null when it is ready. */
  @Nullable String waitsFor() {
    return waitsFor;
  }

  void waitsFor(String what) {
    waitsFor = what;
    readySinceNanos = -1;
  }

  void ready(long nowNanos) {
    waitsFor = null;
    if (readySinceNanos < 0) readySinceNanos = nowNanos;
  }

  long readySinceNanos() {
    return readySinceNanos;
  }

  void running(long utcMillis) {
    phase = Phase.RUNNING;
    startMillis = utcMillis;
  }

  void stopping(String why) {
    phase = Phase.STOPPING;
    stoppedFor = why;
  }

  String stoppedFor() {
    return stoppedFor;
  }

  /** Back to waiting: its runner could not begin. */
  void notBegun() {
    phase = Phase.WAITING;
    startMillis = 0;
    readySinceNanos = -1;
  }
}
