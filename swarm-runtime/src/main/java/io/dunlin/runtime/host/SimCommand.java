package io.dunlin.runtime.host;

import io.dunlin.runtime.host.scenario.OutcomeText;
import io.dunlin.runtime.host.scenario.ScenarioException;
import io.dunlin.runtime.host.scenario.ScenarioFile;
import io.dunlin.runtime.host.scenario.ScenarioText;
import io.dunlin.runtime.sim.Outcome;
import io.dunlin.runtime.sim.RandomScenario;
import io.dunlin.runtime.sim.Scenario;
import io.dunlin.runtime.sim.Shrinker;
import io.dunlin.runtime.sim.Simulation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dunlin sim}: a whole swarm under virtual time. */
@Command(
    name = "sim",
    description =
        "Rehearse a scenario under virtual time: the classes of the product, a simulated"
            + " radio and disks. Exit 1 when an invariant broke, 2 when the file is wrong.",
    mixinStandardHelpOptions = true)
final class SimCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "SCENARIO.yaml",
      arity = "0..1",
      description = "The scenario; without one, a random one made from the seed.")
  private @Nullable Path file;

  @Option(names = "--seed", paramLabel = "S", description = "Same seed, same outcome. Default: 1.")
  private long seed = 1;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--shrink",
      description = "When it fails, print the smallest scenario found that still does.")
  private boolean shrink;

  @Override
  public Integer call() {
    if (spec == null) return 1;
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Scenario scenario = scenario(err);
    if (scenario == null) return 2;
    long start = System.nanoTime();
    Outcome outcome = Simulation.run(scenario, seed);
    double seconds = (System.nanoTime() - start) / 1e9;
    out.print(json ? OutcomeText.json(outcome) : OutcomeText.summary(outcome, seconds));
    if (!outcome.holds() && shrink) {
      Scenario small = Shrinker.shrink(scenario, each -> !Simulation.run(each, seed).holds());
      err.print("# fails with --seed " + seed + "\n" + ScenarioText.yaml(small));
    }
    out.flush();
    err.flush();
    return outcome.holds() ? 0 : 1;
  }

  private @Nullable Scenario scenario(PrintWriter err) {
    if (file == null) return RandomScenario.of(seed);
    try {
      if (Files.size(file) > ScenarioFile.CHARS_MAX) {
        err.println("dunlin: " + file + " is larger than 1 MiB");
        return null;
      }
      return ScenarioFile.read(Files.readString(file));
    } catch (ScenarioException e) {
      err.println("dunlin: " + file + ":" + e.getMessage());
    } catch (NoSuchFileException e) {
      err.println("dunlin: there is no file " + file);
    } catch (MalformedInputException e) {
      err.println("dunlin: " + file + " is not UTF-8");
    } catch (IOException e) {
      err.println("dunlin: " + file + " cannot be read: " + e.getMessage());
    }
    return null;
  }
}
