package io.dunlin.bench;

import io.dunlin.bench.crdt.CrdtBench;
import io.dunlin.bench.gateway.GatewayBench;
import io.dunlin.bench.journal.JournalBench;
import io.dunlin.bench.planner.PlannerBench;
import io.dunlin.bench.sync.SyncBench;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dunlin bench NAME [--json] [--quick] [--only PREFIX]}. */
public final class Main {
  /** Every family there is; a new one is one line here. */
  private static final List<Bench> BENCHES =
      List.of(
          new CrdtBench(),
          new GatewayBench(),
          new JournalBench(),
          new PlannerBench(),
          new SyncBench());

  private Main() {}

  @Command(
      name = "bench",
      mixinStandardHelpOptions = true,
      description = {
        "Measures our parts beside their peers, in one run on this machine.",
        "Exit codes: 0 measured, whatever the figures are; 1 something could not be measured; 2"
            + " usage."
      })
  static final class BenchCommand implements Callable<Integer> {
    private final List<Bench> benches;

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Which family.")
    String name = "";

    @Option(names = "--json", description = "One JSON object on standard output.")
    boolean json;

    @Option(names = "--quick", description = "Small and short: the magnitude, not the figure.")
    boolean quick;

    @Option(
        names = "--only",
        paramLabel = "PREFIX",
        description = "Only measurements whose names begin so; may be given again.")
    List<String> only = new ArrayList<>();

    @Spec CommandSpec spec = CommandSpec.create();

    BenchCommand(List<Bench> benches) {
      this.benches = benches;
    }

    @Override
    public Integer call() {
      PrintWriter err = spec.commandLine().getErr();
      Bench bench = find();
      Report report;
      try {
        report = new Report(bench.name(), bench.measure(new Run(quick, only, err)));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        err.println("dunlin: bench " + bench.name() + ": interrupted");
        return 1;
      } catch (Exception e) {
        err.println("dunlin: bench " + bench.name() + ": could not be measured: " + reason(e));
        return 1;
      }
      PrintWriter out = spec.commandLine().getOut();
      if (json) {
        out.println(report.json());
      } else {
        report.print(out);
      }
      out.flush();
      return 0;
    }

    private Bench find() {
      return benches.stream()
          .filter(bench -> bench.name().equals(name))
          .findFirst()
          .orElseThrow(() ->
              new ParameterException(
                  spec.commandLine(),
                  (name.isEmpty() ? "Which one?" : "No bench is called '" + name + "'.")
                      + " There are: "
                      + benches.stream()
                          .map(bench -> bench.name() + " (" + bench.about() + ")")
                          .collect(Collectors.joining(", "))));
    }

    private static String reason(Throwable e) {
      String message = e.getMessage();
      return message == null ? e.getClass().getSimpleName() : message;
    }
  }

  public static void main(String[] args) {
    System.exit(run(BENCHES, writer(System.out), writer(System.err), args));
  }

  /** Takes the word {@code bench} that the launcher leaves in front, too. */
  static int run(List<Bench> benches, PrintWriter out, PrintWriter err, String... args) {
    boolean word = args.length > 0 && args[0].equals("bench");
    List<String> rest = List.of(args).subList(word ? 1 : 0, args.length);
    return new CommandLine(new BenchCommand(benches))
        .setOut(out)
        .setErr(err)
        .execute(rest.toArray(String[]::new));
  }

  private static PrintWriter writer(java.io.PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
