package io.dunlin.gateway.plan;

import io.dunlin.planner.Radio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dunlin plan}: the bare planner on benchmark instances. */
@Command(
    name = "plan",
    description = {
      "Plan benchmark instances: which node runs which task when, for the least makespan.",
      "A directory in gives a directory of schedules of the same names out."
    },
    footer = {
      "",
      "Examples:",
      "  dunlin plan --instance montage.json --time-limit 100ms",
      "  dunlin plan --instance instances/ --threads 2 --check --out schedules/",
      "",
      "Exit codes: 0 all planned, 1 failed or a schedule broke a rule (--check),",
      "2 an instance is invalid (file:line:column), 3 a task fits no node (the constraint is named).",
      "The formats stand in docs/formats/instance.md."
    })
public final class PlanCommand implements Callable<Integer> {
  private static final int THREADS_MAX = 256;

  @Option(
      names = "--instance",
      required = true,
      paramLabel = "FILE|DIR",
      description = "An instance, or a directory whose *.json files are instances.")
  private Path instance = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "FILE|DIR",
      description =
          "Where schedules go; a directory is made. One instance without it: standard output.")
  private @Nullable Path out;

  @Option(
      names = "--time-limit",
      defaultValue = "1s",
      converter = DurationOption.class,
      paramLabel = "DURATION",
      description = "For the search of each instance (default: ${DEFAULT-VALUE}).")
  private Duration timeLimit = Duration.ofSeconds(1);

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Search threads (default: one a processor).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Of every random choice (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--radio",
      defaultValue = "none",
      converter = RadioOption.class,
      completionCandidates = RadioOption.class,
      paramLabel = "MODEL",
      description = {
        "What transfers compete for: none (the classical model), half-duplex (one radio a node),",
        "shared (one channel for all) (default: ${DEFAULT-VALUE})."
      })
  private Radio radio = Radio.NONE;

  @Option(
      names = "--check",
      description = "Check each schedule with a validator that shares no code with the planner.")
  private boolean check;

  @Option(names = "--json", description = "Print the summary as JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    if (threads < 1 || threads > THREADS_MAX)
      throw usage("--threads " + threads + " is not 1 to 256");
    List<Path> files = files();
    boolean many = Files.isDirectory(instance);
    var bench = new InstanceRun(timeLimit, threads, seed, radio, check);
    var summary = new PlanSummary(spec.commandLine().getOut(), spec.commandLine().getErr(), json);
    boolean toOutput = out == null;
    try (bench) {
      if (many) bench.warmUp();
      for (Path file : files) {
        InstanceRun.Result result = bench.run(file);
        summary.add(result, toOutput);
        if (result instanceof InstanceRun.Done done) write(done, file, many);
      }
    }
    return summary.end(many);
  }

  private List<Path> files() throws IOException {
    if (Files.isRegularFile(instance)) return List.of(instance);
    if (!Files.isDirectory(instance)) throw usage("no file or directory " + instance);
    if (out == null) throw usage("--instance is a directory: say with --out where schedules go");
    if (Files.isRegularFile(out)) throw usage("--out " + out + " is a file, not a directory");
    if (Files.isDirectory(out) && Files.isSameFile(out, instance)) {
      throw usage("--out is the directory of the instances: they would be overwritten");
    }
    var files = new ArrayList<Path>();
    try (Stream<Path> all = Files.list(instance)) {
      all.filter(file -> file.toString().endsWith(".json") && Files.isRegularFile(file))
          .sorted()
          .forEach(files::add);
    }
    if (files.isEmpty()) throw usage("no *.json in " + instance);
    Files.createDirectories(out);
    return files;
  }

  private void write(InstanceRun.Done done, Path file, boolean many) throws IOException {
    Path target = out;
    if (target == null) {
      if (!json) spec.commandLine().getOut().println(done.scheduleText());
      return;
    }
    if (many || Files.isDirectory(target)) target = target.resolve(file.getFileName());
    if (Files.exists(target) && Files.isSameFile(target, file)) {
      throw usage("--out " + target + " is the instance itself: it would be overwritten");
    }
    Path parent = target.toAbsolutePath().getParent();
    if (parent != null) Files.createDirectories(parent);
    Files.write(target, done.schedule());
  }

  private ParameterException usage(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
