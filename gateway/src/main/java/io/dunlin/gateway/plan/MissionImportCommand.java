package io.dunlin.gateway.plan;

import io.dunlin.gateway.Diagnostic;
import io.dunlin.gateway.MissionGate;
import io.dunlin.gateway.intake.Compiled;
import io.dunlin.gateway.intake.MissionCompiler;
import io.dunlin.gateway.intake.Surroundings;
import io.dunlin.planner.format.FlightPlan;
import io.dunlin.planner.format.FormatException;
import io.dunlin.planner.format.QgcPlanReader;
import io.dunlin.planner.format.WfFormatReader;
import io.dunlin.runtime.host.config.Units;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dunlin mission import}: a mission file from a file of another program. */
@Command(
    name = "import",
    description = {
      "Make a mission file from a QGroundControl plan (.plan) or a workflow of WfCommons",
      "(WfFormat 1.5). Standard output is the mission; what was left out is said."
    },
    footer = {
      "",
      "Examples:",
      "  dunlin mission import field.plan --drones 3 > field.yaml",
      "  dunlin mission import montage.json --name montage > montage.yaml"
    })
public final class MissionImportCommand implements Callable<Integer> {
  private static final long FILE_BYTES_MAX = 64L << 20;
  private static final List<String> ACTIONS =
      List.of("camera.survey", "lidar.scan", "sensor.sample");

  @Parameters(paramLabel = "FILE", description = "The plan or the workflow.")
  private Path file = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The mission's name (default: from the file).")
  private @Nullable String name;

  @Option(
      names = "--drones",
      defaultValue = "1",
      paramLabel = "N",
      description =
          "Cut each survey into this many strips that take equally long (default: ${DEFAULT-VALUE}).")
  private int drones = 1;

  @Option(
      names = "--do",
      defaultValue = "camera.survey",
      paramLabel = "ACTION",
      description = "What is done in the air: camera.survey, lidar.scan, sensor.sample.")
  private String action = "camera.survey";

  @Option(
      names = "--photo-size",
      defaultValue = "4MB",
      paramLabel = "SIZE",
      description = "Expected size of one photo (default: ${DEFAULT-VALUE}).")
  private String photoSize = "4MB";

  @Option(names = "--out", paramLabel = "FILE", description = "Instead of standard output.")
  private @Nullable Path out;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    if (drones < 1 || drones > 100) throw usage("--drones " + drones + " is not 1 to 100");
    if (!ACTIONS.contains(action))
      throw usage("--do " + action + ": " + String.join(", ", ACTIONS));
    if (Units.bytes(photoSize) < 1) throw usage("--photo-size " + photoSize + ": write 4MB");
    if (!Files.isRegularFile(file)) throw usage(file + " is not a file");
    if (Files.size(file) > FILE_BYTES_MAX) throw usage(file + " is larger than 64 MiB");
    PrintWriter err = spec.commandLine().getErr();
    String text;
    try {
      text = mission(Files.readAllBytes(file));
    } catch (FormatException e) {
      err.println("dunlin: " + file + ":" + e.getMessage());
      return Exit.INVALID;
    }
    boolean right = check(text, err);
    if (out == null) spec.commandLine().getOut().print(text);
    else Files.writeString(out, text);
    spec.commandLine().getOut().flush();
    return right ? Exit.OK : Exit.INVALID;
  }

  /** A plan says so itself; all else must be a workflow. */
  private String mission(byte[] bytes) throws FormatException {
    String plain = String.valueOf(file.getFileName()).replaceAll("\\.[a-z]+$", "");
    boolean plan = String.valueOf(file.getFileName()).endsWith(".plan") || saysPlan(bytes);
    if (!plan) {
      var workflow = WfFormatReader.read(bytes);
      return MissionText.of(
          workflow, called(workflow.name().isEmpty() ? plain : workflow.name()), plain);
    }
    FlightPlan flight = QgcPlanReader.read(bytes);
    for (String each : flight.leftOut()) {
      spec.commandLine().getErr().println("dunlin: left out: " + each);
    }
    return MissionText.of(flight, called(plain), plain, action, drones, Units.bytes(photoSize));
  }

  private static boolean saysPlan(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return text.contains("\"fileType\"") && text.contains("\"Plan\"");
  }

  private String called(String otherwise) {
    return MissionText.slug(name == null ? otherwise : name, "imported");
  }

  /** What intake will say of it: better heard now than at the gateway. */
  private boolean check(String text, PrintWriter err) {
    Compiled compiled =
        new MissionCompiler()
            .compile(
                text.getBytes(StandardCharsets.UTF_8),
                new Surroundings(MissionGate.PARTS_BYTES_MAX, "", List.of(), 0));
    for (Diagnostic each : compiled.diagnostics()) {
      err.println(
          "dunlin: the mission: " + each.text(out == null ? "(standard output)" : out.toString()));
    }
    return compiled instanceof Compiled.Right;
  }

  private ParameterException usage(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
