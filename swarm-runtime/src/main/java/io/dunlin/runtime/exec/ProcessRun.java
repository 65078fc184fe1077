package io.dunlin.runtime.exec;

import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.blob.BlobStore;
import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.TaskSpec;
import io.dunlin.runtime.task.RunRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One program's run, from its fresh directory to its outputs in the blob store. */
final class ProcessRun {
  /** Names the device in the environment of its programs, so that leftovers can be found. */
  static final String DEVICE = "DUNLIN_DEVICE";

  private static final String ATTEMPT = "DUNLIN_ATTEMPT";
  private static final int MESSAGE_CHARS_MAX = 300;

  private final RunRequest request;
  private final ProcessSettings settings;
  private final BlobStore blobs;
  private final PrintedFiles printedFiles;

  /** The program exited, or somebody wants it to. */
  private final CountDownLatch over = new CountDownLatch(1);

  ProcessRun(
      RunRequest request, ProcessSettings settings, BlobStore blobs, PrintedFiles printedFiles) {
    this.request = request;
    this.settings = settings;
    this.blobs = blobs;
    this.printedFiles = printedFiles;
  }

  void cancel() {
    over.countDown();
  }

  RunOutcome call() {
    List<String> command = settings.programs().get(request.task().action());
    if (command == null) {
      return new RunOutcome.Failed(
          "this device offers no program \"" + request.task().action() + "\"");
    }
    String refusal = refusal();
    if (refusal != null) return new RunOutcome.Failed(refusal);
    try (Workspace workspace = Workspace.create(settings.workDirectory())) {
      for (RunRequest.Input input : request.inputs()) {
        Optional<InputStream> content = blobs.open(BlobHash.parse(input.hash()));
        if (content.isEmpty()) return new RunOutcome.InputMissing(input.hash());
        try (InputStream in = content.get()) {
          workspace.addInput(input.name(), in);
        }
      }
      workspace.sealInputs();
      return run(command, workspace);
    } catch (IOException | UncheckedIOException e) {
      return new RunOutcome.Failed("could not be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new RunOutcome.Failed("interrupted");
    }
  }

  private @Nullable String refusal() {
    for (TaskSpec.Give give : request.task().gives()) {
      String why = OutputNames.refusal(give.name());
      if (why != null) return "output: " + why;
    }
    for (RunRequest.Input input : request.inputs()) {
      String why = OutputNames.refusal(input.name());
      if (why != null) return "input: " + why;
    }
    return null;
  }

  private RunOutcome run(List<String> command, Workspace workspace)
      throws IOException, InterruptedException {
    var line = new ArrayList<>(command);
    line.addAll(request.task().args());
    var builder = new ProcessBuilder(line).directory(workspace.root().toFile());
    builder.redirectErrorStream(true).redirectInput(new java.io.File("/dev/null"));
    builder.environment().clear();
    builder.environment().putAll(environment(workspace));
    Process program = builder.start();
    var tree = new ProcessTree(ATTEMPT + "=" + attemptName(request.attempt()) + "\0");
    var printed = new Tail(program.getInputStream(), settings.outputBytesKept());
    Thread reader = Thread.ofVirtual().name("output").start(printed);
    try {
      String why = await(program, tree);
      boolean gone = tree.kill(program);
      if (!reader.join(Duration.ofSeconds(1))) program.getInputStream().close();
      printedFiles.keep(request.attempt(), printed);
      if (why == null && !gone) why = "left processes that cannot be ended";
      return why == null ? outputs(program.exitValue(), workspace, printed) : failed(why, printed);
    } finally {
      tree.kill(program);
    }
  }

  /** Waits for its end; says why it was ended if it was not by itself. */
  private @Nullable String await(Process program, ProcessTree tree) throws InterruptedException {
    var _ = program.onExit().thenRun(over::countDown);
    boolean inTime = over.await(settings.timeMax().toNanos(), TimeUnit.NANOSECONDS);
    if (!program.isAlive()) return null;
    String why = inTime ? "cancelled" : "ran longer than " + settings.timeMax().toSeconds() + " s";
    return tree.end(program, settings.grace()) ? why : why + ", and left processes behind";
  }

  private Map<String, String> environment(Workspace workspace) {
    AttemptKey key = request.attempt();
    String root = workspace.root().toString();
    return Map.of(
        "DUNLIN_MISSION",
        key.mission(),
        "DUNLIN_TASK",
        key.task(),
        ATTEMPT,
        attemptName(key),
        "DUNLIN_SPEED",
        Double.toString(request.speed()),
        DEVICE,
        key.device().toString(),
        "PATH",
        "/usr/local/bin:/usr/bin:/bin",
        "HOME",
        root,
        "TMPDIR",
        root + "/tmp",
        "LANG",
        "C.UTF-8");
  }

  /** {@code mission/revision/task/n/device}, unique in the swarm. */
  static String attemptName(AttemptKey key) {
    return key.mission()
        + "/"
        + key.revision()
        + "/"
        + key.task()
        + "/"
        + key.n()
        + "/"
        + key.device();
  }

  private RunOutcome outputs(int exit, Workspace workspace, Tail printed) throws IOException {
    if (exit != 0) return failed("exit code " + exit, printed);
    var files = new ArrayList<Path>();
    long bytes = 0;
    for (TaskSpec.Give give : request.task().gives()) {
      try {
        Path file = workspace.output(give.name());
        bytes += Files.size(file);
        files.add(file);
      } catch (IOException e) {
        return failed(String.valueOf(e.getMessage()), printed);
      }
    }
    if (bytes > settings.outputFileBytesMax()) {
      return failed(bytes + " bytes of output, at most " + settings.outputFileBytesMax(), printed);
    }
    var outputs = new ArrayList<Attempt.Output>();
    for (int i = 0; i < files.size(); i++) {
      TaskSpec.Give give = request.task().gives().get(i);
      try (InputStream in = Files.newInputStream(files.get(i))) {
        BlobHash hash = blobs.put(in);
        blobs.pin(hash);
        outputs.add(
            new Attempt.Output(
                give.name(), hash.toString(), Files.size(files.get(i)), give.contentType()));
      }
    }
    return new RunOutcome.Done(outputs, printed.lastLine(MESSAGE_CHARS_MAX));
  }

  private static RunOutcome failed(String why, Tail printed) {
    String last = printed.lastLine(MESSAGE_CHARS_MAX);
    return new RunOutcome.Failed(last.isEmpty() ? why : why + "; it said: " + last);
  }
}
