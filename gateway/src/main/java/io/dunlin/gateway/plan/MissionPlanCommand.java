package io.dunlin.gateway.plan;

import io.dunlin.gateway.Diagnostic;
import io.dunlin.gateway.MissionGate;
import io.dunlin.gateway.intake.Compiled;
import io.dunlin.gateway.intake.MissionCompiler;
import io.dunlin.gateway.intake.Surroundings;
import io.dunlin.planner.Budget;
import io.dunlin.planner.PlanOutcome;
import io.dunlin.planner.Problem;
import io.dunlin.planner.Radio;
import io.dunlin.planner.explain.Alternative;
import io.dunlin.planner.portfolio.PortfolioPlanner;
import io.dunlin.runtime.mission.MissionSettings;
import io.dunlin.runtime.mission.Rehearsal;
import io.dunlin.runtime.state.Mission;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dunlin mission plan}: who would do what when, without asking anybody to do it. */
@Command(
    name = "plan",
    description = {
      "Dry run: who would do what when, planned as a coordinator of that swarm would plan it.",
      "Nothing is sent to any device. Only this mission is planned, on an idle swarm."
    },
    footer = {
      "",
      "Examples:",
      "  dunlin mission plan river.yaml --swarm http://127.0.0.1:8080",
      "  curl -s http://127.0.0.1:8080/api/swarm > swarm.json",
      "  dunlin mission plan river.yaml --swarm swarm.json --explain detect",
      "  dunlin mission plan river.yaml --swarm swarm.json --without drone-2 --link base,drone-1=20%%",
      "",
      "Exit codes: 0 planned, 2 the mission or the swarm is invalid, 3 it cannot be placed",
      "(the constraint that binds is named), 4 no gateway answers.",
      "The swarm file stands in docs/formats/swarm.md."
    })
public final class MissionPlanCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "The mission, YAML or JSON.")
  private Path file = Path.of("mission.yaml");

  @Option(
      names = "--swarm",
      required = true,
      paramLabel = "FILE|URL",
      description = "A picture of the swarm, or the address of a gateway that shows it.")
  private String swarm = "";

  @Option(
      names = "--explain",
      paramLabel = "TASK",
      description = "Rank the devices for this task by the makespan that would come of each.")
  private @Nullable String explain;

  @Mixin private WhatIf whatIf = new WhatIf();

  @Option(
      names = "--time-limit",
      defaultValue = "200ms",
      converter = DurationOption.class,
      paramLabel = "DURATION",
      description = "For the search; a coordinator takes 200ms (default: ${DEFAULT-VALUE}).")
  private Duration timeLimit = Duration.ofMillis(200);

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
      description = "What transfers compete for: none, half-duplex, shared (default: none).")
  private Radio radio = Radio.NONE;

  @Option(names = "--json", description = "Print the plan as JSON.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  /** An end that is no plan; said already. */
  private static final class StopException extends Exception {
    private static final long serialVersionUID = 1L;

    final int exit;

    StopException(int exit) {
      this.exit = exit;
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    try {
      Swarm before = readSwarm();
      Swarm after = whatIf.edit(before);
      byte[] bytes = readMission();
      Mission mission = compile(bytes, before);
      DryRun was = whatIf.any() ? plan(mission, before, origin(mission, before)) : null;
      if (whatIf.any()) mission = compile(bytes, after);
      long begins = whatIf.start(origin(mission, before));
      DryRun run = plan(mission, after, begins);
      var answer = new DryRunAnswer(mission, after, run, was, whatIf.edits(), begins);
      List<Alternative> alternatives = alternatives(mission, after, run);
      PrintWriter out = spec.commandLine().getOut();
      if (json) out.println(answer.json(explain, alternatives));
      else answer.print(out, Terminal.width(spec), Terminal.colours(), explain, alternatives);
      out.flush();
      return Exit.OK;
    } catch (StopException e) {
      return e.exit;
    } catch (WhatIf.BadEditException e) {
      say(e.getMessage());
      return Exit.INVALID;
    }
  }

  private Swarm readSwarm() throws StopException, InterruptedException {
    var reader = new SwarmReader();
    try {
      byte[] bytes = SwarmSource.read(swarm);
      Swarm read = reader.read(bytes);
      reader.warnings().forEach(each -> say(swarm + ": " + each));
      for (var id : read.silent()) {
        say("nothing is planned on " + read.label(id) + ": the swarm does not hear it");
      }
      return read;
    } catch (SwarmSource.UnreachableException e) {
      say(e.getMessage());
      throw new StopException(Exit.UNREACHABLE);
    } catch (SwarmReader.BadSwarmException | IOException e) {
      say(swarm + ": " + e.getMessage());
      throw new StopException(Exit.INVALID);
    }
  }

  private byte[] readMission() throws IOException, StopException {
    if (Files.isRegularFile(file) && Files.size(file) <= MissionGate.PARTS_BYTES_MAX) {
      return Files.readAllBytes(file);
    }
    say(file + (Files.isRegularFile(file) ? " is larger than 8 MiB" : " is not a file"));
    throw new StopException(Exit.INVALID);
  }

  private Mission compile(byte[] bytes, Swarm on) throws StopException {
    var surroundings =
        new Surroundings(MissionGate.PARTS_BYTES_MAX, "", List.copyOf(on.members().values()), 0);
    Compiled compiled = new MissionCompiler().compile(bytes, surroundings);
    for (Diagnostic each : compiled.diagnostics()) {
      spec.commandLine().getErr().println(each.text(file.toString()));
    }
    return switch (compiled) {
      case Compiled.Right right -> right.mission();
      case Compiled.Wrong wrong -> throw new StopException(wrong.why().exitCode());
    };
  }

  /** The window's start; without one, the moment of the picture. */
  private static long origin(Mission mission, Swarm swarm) {
    if (mission.startMillis() > 0) return mission.startMillis();
    return swarm.nowMillis() > 0 ? swarm.nowMillis() : System.currentTimeMillis();
  }

  private Problem problem(Mission mission, Swarm on, long begins) throws StopException {
    return switch (on.rehearse(mission, MissionSettings.DEFAULT, begins)) {
      case Rehearsal.Ready(Problem problem) -> problem.toBuilder().radio(radio).build();
      case Rehearsal.SetAside(String task, String why) -> {
        say((task.isEmpty() ? "" : "task " + task + " ") + DryRun.inWords(why, mission, on));
        throw new StopException(Exit.CANNOT_BE_PLACED);
      }
    };
  }

  private DryRun plan(Mission mission, Swarm on, long begins) throws StopException {
    Problem problem = problem(mission, on, begins);
    return switch (solve(problem)) {
      case PlanOutcome.Planned planned -> DryRun.of(problem, planned, mission, on);
      case PlanOutcome.Infeasible why -> {
        String words = DryRun.inWords(why.explanation(), mission, on);
        String task = DryRun.inWords(why.task(), mission, on);
        say("task " + task + " cannot be placed: " + why.constraint() + ": " + words);
        throw new StopException(Exit.CANNOT_BE_PLACED);
      }
    };
  }

  private PlanOutcome solve(Problem problem) {
    return new PortfolioPlanner().plan(problem, Budget.of(timeLimit, System::nanoTime, seed));
  }

  private List<Alternative> alternatives(Mission mission, Swarm on, DryRun run)
      throws StopException {
    if (explain == null) return List.of();
    if (mission.task(explain) == null) {
      List<String> tasks = mission.tasks().stream().map(task -> task.name()).toList();
      say("--explain: there is no task \"" + explain + "\"; " + SwarmReader.meant(explain, tasks));
      throw new StopException(Exit.INVALID);
    }
    return run.alternatives(explain, mission, on);
  }

  private void say(@Nullable String words) {
    spec.commandLine().getErr().println("dunlin: " + words);
  }
}
