package io.dunlin.runtime.exec;

import io.dunlin.runtime.state.TaskSpec;
import io.dunlin.runtime.task.RunRequest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * {@code data.merge}: joins the inputs into one ustar archive, the same bytes for the same inputs
 * whoever does it and when. The entries are the inputs under their names, in the order of names;
 * then {@code manifest.json} with the source, size, type and hash of each.
 */
final class DataMerge implements Builtin {
  @Override
  public String name() {
    return "data.merge";
  }

  @Override
  public String run(BuiltinContext context)
      throws BuiltinException, IOException, InterruptedException {
    TaskSpec.Give give = context.onlyGive();
    List<RunRequest.Input> inputs =
        context.request().inputs().stream()
            .sorted(Comparator.comparing(RunRequest.Input::name))
            .toList();
    Path scratch = context.scratch();
    try {
      try (var tar = new TarWriter(new BufferedOutputStream(Files.newOutputStream(scratch)))) {
        int done = 0;
        for (RunRequest.Input input : inputs) {
          String refusal = OutputNames.refusal(input.name());
          if (refusal != null) throw new BuiltinException("input: " + refusal);
          context.waitUntil((double) done++ / inputs.size());
          try (InputStream in = context.open(input)) {
            tar.add(input.name(), input.sizeBytes(), in);
          }
        }
        tar.add("manifest.json", manifest(inputs).getBytes(StandardCharsets.UTF_8));
      }
      context.waitUntil(1);
      try (InputStream in = Files.newInputStream(scratch)) {
        context.give(give, Gathering.CONTENT_TYPE, in);
      }
    } finally {
      Files.deleteIfExists(scratch);
    }
    return inputs.size() + " inputs joined";
  }

  static String manifest(List<RunRequest.Input> inputs) {
    var lines = new ArrayList<String>();
    for (RunRequest.Input input : inputs) {
      lines.add(
          "{\"name\":"
              + Json.text(input.name())
              + ",\"source\":"
              + Json.text(input.source())
              + ",\"bytes\":"
              + input.sizeBytes()
              + ",\"contentType\":"
              + Json.text(input.contentType())
              + ",\"sha256\":"
              + Json.text(input.hash())
              + "}");
    }
    return "{\"inputs\":[\n" + String.join(",\n", lines) + "\n]}\n";
  }
}
