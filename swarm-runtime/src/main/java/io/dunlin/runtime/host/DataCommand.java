package io.dunlin.runtime.host;

import io.dunlin.runtime.host.export.Export;
import io.dunlin.runtime.host.export.ExportFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dunlin data export}: observations of a journal, as files for other programs. */
@Command(
    name = "data",
    description = "Take observations out of a journal, offline.",
    subcommands = DataCommand.ExportCommand.class)
final class DataCommand {

  @Command(
      name = "export",
      description = {
        "Write the observations of a journal to files, with report.json and SHA256SUMS.",
        "Exit codes: 0 all of them; 1 some could not be exported, as the report says; 2 usage."
      })
  static final class ExportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "The journal's directory.")
    private Path directory = Path.of(".");

    @Option(
        names = "--format",
        required = true,
        description = "${COMPLETION-CANDIDATES}, in either case.")
    private ExportFormat format = ExportFormat.CSV;

    @Option(names = "--out", required = true, description = "A directory, new or empty.")
    private Path out = Path.of(".");

    @Override
    public Integer call() throws IOException {
      Export.Report report = Export.run(directory, format, out);
      System.out.println(report.json());
      return report.isWhole() ? 0 : 1;
    }
  }
}
