package io.dunlin.runtime.host;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dunlin sim}: not yet. */
@Command(name = "sim", description = "Rehearse a scenario under virtual time (not yet).")
final class SimCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "SCENARIO", arity = "0..1", description = "The scenario file.")
  private String scenario = "";

  @Override
  public Integer call() {
    if (spec == null) return 1;
    spec.commandLine()
        .getErr()
        .println(
            "dunlin sim"
                + (scenario.isEmpty() ? "" : " " + scenario)
                + ": not yet; ./dunlin demo rehearses on real processes");
    return 1;
  }
}
