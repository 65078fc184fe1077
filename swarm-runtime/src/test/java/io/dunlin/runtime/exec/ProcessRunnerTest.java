package io.dunlin.runtime.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRunnerTest {
  private static final String READY = "touch \"$HOME/../ready\"; ";

  @TempDir Path work;
  private final MemoryBlobs blobs = new MemoryBlobs();
  private ProcessRunner runner;

  @BeforeEach
  void start() throws IOException {
    runner = runner(Duration.ofMillis(300), Duration.ofMinutes(1));
  }

  @AfterEach
  void stop() {
    runner.close();
  }

  /** The program key {@code sh} is this device's choice; the runner itself uses no shell. */
  private ProcessRunner runner(Duration grace, Duration timeMax) throws IOException {
    var programs = new TreeMap<String, List<String>>();
    programs.put("sh", List.of("/bin/sh", "-c"));
    programs.put("echo", List.of("/bin/echo"));
    programs.put("gone", List.of("/no/such/program"));
    return new ProcessRunner(
        new ProcessSettings(work, programs, 64 * 1024, grace, timeMax, 1 << 20), blobs);
  }

  private Requests sh(String script) {
    return Requests.program(blobs, "sh").args(script);
  }

  private static String why(RunOutcome outcome) {
    return ((RunOutcome.Failed) outcome).why();
  }

  private void nothingIsLeft() throws IOException {
    try (var left = Files.newDirectoryStream(work, "run-*")) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void aProgramReadsItsInputsAndLeavesItsOutputs() throws Exception {
    Requests request =
        sh("tr a-z A-Z < in/words > out/loud; echo fine").input("words", "hello").gives("loud");
    RunOutcome outcome = request.run(runner);
    assertThat(request.content(outcome, "loud")).isEqualTo("HELLO");
    assertThat(((RunOutcome.Done) outcome).message()).isEqualTo("fine");
    nothingIsLeft();
  }

  @Test
  void itIsToldItsAttemptAndNothingElseOfTheDevice() throws Exception {
    Requests request = sh("env | sort > out/env").gives("env");
    String environment = request.content(request.run(runner), "env");
    assertThat(environment)
        .contains("DUNLIN_MISSION=mission\n", "DUNLIN_TASK=task\n", "DUNLIN_SPEED=2.0\n")
        .contains("DUNLIN_ATTEMPT=mission/" + "ab".repeat(32) + "/task/1/" + request.device());
    assertThat(environment.lines().map(line -> line.substring(0, line.indexOf('='))))
        .isSubsetOf(
            "DUNLIN_ATTEMPT",
            "DUNLIN_DEVICE",
            "DUNLIN_MISSION",
            "DUNLIN_SPEED",
            "DUNLIN_TASK",
            "HOME",
            "LANG",
            "PATH",
            "PWD",
            "TMPDIR",
            "_",
            "OLDPWD",
            "SHLVL");
  }

  @Test
  void inputsAreCopiesSoTheStoreIsOutOfReach() throws Exception {
    Requests request =
        sh("chmod u+w in in/words && echo changed > in/words && cat in/words > out/x")
            .input("words", "hello")
            .gives("x");
    RunOutcome outcome = request.run(runner);
    assertThat(request.content(outcome, "x")).isEqualTo("changed\n");
    assertThat(request.run(runner)).isInstanceOf(RunOutcome.Done.class);
    nothingIsLeft();
  }

  @Test
  void argumentsAreNeverReadByAShell() throws Exception {
    Requests request = Requests.program(blobs, "echo").args("$(id)", "; rm -rf /", "*");
    RunOutcome.Done done = (RunOutcome.Done) request.run(runner);
    assertThat(done.message()).isEqualTo("$(id) ; rm -rf / *");
  }

  @Test
  void anotherExitCodeFailsWithTheLastLine() throws Exception {
    assertThat(why(sh("echo no such model >&2; exit 3").run(runner)))
        .isEqualTo("exit code 3; it said: no such model");
  }

  @Test
  void aMissingOutputFails() throws Exception {
    assertThat(why(sh("true").gives("hits").run(runner))).isEqualTo("out/hits is missing");
  }

  @Test
  void whatIsNotARegularFileIsNoOutput() throws Exception {
    assertThat(why(sh("ln -s /etc/passwd out/x").gives("x").run(runner)))
        .isEqualTo("out/x is not a regular file");
    assertThat(why(sh("mkdir out/x").gives("x").run(runner)))
        .isEqualTo("out/x is not a regular file");
    assertThat(why(sh("mkfifo out/x").gives("x").run(runner)))
        .isEqualTo("out/x is not a regular file");
    assertThat(why(sh("rmdir out; ln -s /etc out").gives("passwd").run(runner)))
        .isEqualTo("out/ is gone");
    nothingIsLeft();
  }

  @Test
  void namesThatLeadOutsideAreRefused() throws Exception {
    for (String name : List.of("../x", "/etc/passwd", "a/b", "..", ".hidden", "", "a\nb")) {
      assertThat(why(sh("true").gives(name).run(runner))).startsWith("output: the name");
      assertThat(why(sh("true").input(name, "x").run(runner))).startsWith("input: the name");
    }
    nothingIsLeft();
  }

  @Test
  void tooMuchOutputOnDiskFails() throws Exception {
    assertThat(
            why(
                sh("dd if=/dev/zero of=out/x bs=1048577 count=1 2>/dev/null")
                    .gives("x")
                    .run(runner)))
        .contains("1048577 bytes of output");
  }

  @Test
  void aProgramMayPrintWithoutEnd() throws Exception {
    RunOutcome outcome =
        sh("i=0; while [ $i -lt 3000 ]; do printf '%01000d\\n' $i; i=$((i+1)); done; echo last")
            .run(runner);
    assertThat(((RunOutcome.Done) outcome).message()).isEqualTo("last");
    Path printed = work.resolve("printed").resolve("mission.task.1.txt");
    assertThat(Files.size(printed)).isEqualTo(64 * 1024);
    assertThat(Files.readString(printed)).endsWith("2999\nlast\n");
  }

  @Test
  void anUnknownProgramIsRefused() throws Exception {
    assertThat(why(Requests.program(blobs, "rm").run(runner)))
        .isEqualTo("this device offers no program \"rm\"");
    assertThat(why(Requests.program(blobs, "gone").run(runner))).contains("/no/such/program");
  }

  @Test
  void anInputThatTheStoreDroppedIsNamed() throws Exception {
    Requests request = sh("true").input("words", "hello");
    String hash = request.build().inputs().getFirst().hash();
    blobs.drop(io.dunlin.runtime.blob.BlobHash.parse(hash));
    assertThat(request.run(runner)).isEqualTo(new RunOutcome.InputMissing(hash));
    nothingIsLeft();
  }

  @Test
  void itIsEndedAfterItsTime() throws Exception {
    try (ProcessRunner strict = runner(Duration.ofMillis(300), Duration.ofSeconds(1))) {
      assertThat(why(sh("sleep 600").run(strict))).startsWith("ran longer than 1 s");
    }
  }

  @Test
  void aCancelledProgramIsAskedFirst() throws Exception {
    runner.close();
    runner = runner(Duration.ofMinutes(1), Duration.ofMinutes(1));
    Path said = work.resolve("said");
    Requests request =
        sh("trap 'echo bye > " + said + "; exit 0' TERM; " + READY + "sleep 600 & wait");
    cancelled(request);
    assertThat(said).hasContent("bye");
  }

  @Test
  void aProgramThatIgnoresTheRequestIsEnded() throws Exception {
    Requests request = sh("trap '' TERM; " + READY + "while true; do sleep 1; done");
    assertThat(cancelled(request)).startsWith("cancelled");
    assertThat(left(request)).isEmpty();
  }

  @Test
  void descendantsAreEndedToo() throws Exception {
    Requests request =
        sh(
            "(setsid sh -c 'sleep 600 & sleep 600' >/dev/null 2>&1 &) ; sleep 600 & "
                + READY
                + "wait");
    assertThat(cancelled(request)).startsWith("cancelled");
    assertThat(left(request)).isEmpty();
  }

  @Test
  void whatAProgramLeavesBehindIsEndedWhenItIsDone() throws Exception {
    Requests request = sh("(setsid sleep 600 >/dev/null 2>&1 &) ; sleep 600 & echo x > out/x");
    assertThat(request.gives("x").run(runner)).isInstanceOf(RunOutcome.Done.class);
    assertThat(left(request)).isEmpty();
    nothingIsLeft();
  }

  @Test
  void closingEndsAll() throws Exception {
    Requests request = sh(READY + "sleep 600");
    CompletableFuture<RunOutcome> outcome = request.start(runner);
    awaitReady();
    runner.close();
    assertThat(outcome).isDone();
    assertThat(left(request)).isEmpty();
    assertThat(why(request.run(runner))).isEqualTo("the device stops");
  }

  @Test
  void leftoversOfAnEarlierProcessAreEnded() throws Exception {
    Requests request = sh("true");
    var builder = new ProcessBuilder("/bin/sleep", "600");
    builder.environment().put("DUNLIN_DEVICE", request.device().toString());
    Process stray = builder.start();
    try {
      Files.createDirectories(work.resolve("run-old/in"));
      assertThat(ProcessRunner.endLeftovers(request.device().toString())).isEqualTo(1);
      assertThat(stray.waitFor(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
      runner(Duration.ZERO, Duration.ofMinutes(1)).close();
      nothingIsLeft();
    } finally {
      stray.destroyForcibly();
    }
  }

  private String cancelled(Requests request) throws Exception {
    var outcome = new CompletableFuture<RunOutcome>();
    TaskRunner.Running running = runner.start(request.build(), outcome::complete);
    awaitReady();
    running.cancel();
    RunOutcome ended = Requests.await(outcome);
    nothingIsLeft();
    return why(ended);
  }

  /** Until a script said that its traps are set and its children are there. */
  private void awaitReady() throws InterruptedException {
    for (int i = 0; i < 3_000 && !Files.exists(work.resolve("ready")); i++) Thread.sleep(10);
    assertThat(work.resolve("ready")).exists();
  }

  private static List<ProcessHandle> left(Requests request) {
    return ProcessTree.marked("DUNLIN_DEVICE=" + request.device() + "\0");
  }
}
