package io.dunlin.gateway.cli;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.gateway.export.Export;
import io.dunlin.gateway.export.ExportFormat;
import io.dunlin.gateway.export.ExportRequest;
import io.dunlin.gateway.export.Manifest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dunlin data export}: observations as files for other programs. */
@Command(
    name = "data",
    description = "Export observations.",
    subcommands = {DataCommand.ToFiles.class})
final class DataCommand {

  @Command(
      name = "export",
      description = {
        "Write observations to CSV or SenML files and a manifest.",
        "Reads a gateway's store, which may be in use, or a device's journal, also on another"
            + " machine. Changes nothing there."
      })
  static final class ToFiles implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Data directory of a device or gateway.")
    private Path directory = Path.of(".");

    @Option(
        names = "--format",
        defaultValue = "csv",
        description = "csv (RFC 4180) or senml (RFC 8428); default: csv.")
    private String format = "csv";

    @Option(
        names = "--out",
        required = true,
        paramLabel = "DIR",
        description = "A new or empty directory.")
    private Path out = Path.of("export");

    @Option(
        names = "--device",
        paramLabel = "ID",
        description = "Only of this device; 32 hex digits.")
    private @Nullable String device;

    @Option(names = "--series", paramLabel = "NAME", description = "Only of this series.")
    private @Nullable String series;

    @Option(
        names = "--since",
        paramLabel = "TIME",
        description = "Only from then on, such as 2026-05-14T13:40:00Z.")
    private @Nullable String since;

    @Option(names = "--until", paramLabel = "TIME", description = "Only before then.")
    private @Nullable String until;

    @Option(names = "--json", description = "Print the manifest.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
      var request =
          new ExportRequest(
              format(), device(), series, millis("--since", since), millis("--until", until));
      Manifest manifest = Export.run(directory, out, request);
      CommandSpec command = spec();
      PrintWriter stdout = command.commandLine().getOut();
      stdout.println(
          json
              ? new String(manifest.json(), StandardCharsets.UTF_8)
              : out.resolve(Manifest.FILE).toString());
      say(command.commandLine().getErr(), manifest);
      return manifest.damaged() == 0 ? Exit.OK : Exit.FAILED;
    }

    private static void say(PrintWriter err, Manifest manifest) {
      err.printf("%,d observations in %,d files%n", manifest.observations(), manifest.files());
      if (manifest.withoutTime() > 0) {
        err.printf(
            "%,d of them from devices without a clock: in CSV, with the time since boot%n",
            manifest.withoutTime());
      }
      if (manifest.undecoded() > 0) {
        err.printf("%,d of them not decoded: their bytes are there%n", manifest.undecoded());
      }
      if (manifest.damaged() > 0) {
        err.printf(
            "%,d places of the journal are damaged; dunlin log verify says where%n",
            manifest.damaged());
      }
    }

    private ExportFormat format() {
      return switch (format) {
        case "csv" -> ExportFormat.CSV;
        case "senml" -> ExportFormat.SENML;
        default -> throw wrong("--format is csv or senml, not " + format);
      };
    }

    private @Nullable ReplicaId device() {
      if (device == null) return null;
      if (device.matches("[0-9a-f]{32}")) return ReplicaId.parse(device);
      throw wrong("--device is an id of 32 hex digits, not " + device);
    }

    private @Nullable Long millis(String option, @Nullable String time) {
      if (time == null) return null;
      try {
        return OffsetDateTime.parse(time).toInstant().toEpochMilli();
      } catch (DateTimeException | ArithmeticException e) {
        throw wrong(option + " is a time such as 2026-05-14T13:40:00Z, not " + time);
      }
    }

    private ParameterException wrong(String what) {
      return new ParameterException(spec().commandLine(), what);
    }

    private CommandSpec spec() {
      if (spec == null) throw new IllegalStateException("picocli sets it");
      return spec;
    }
  }
}
