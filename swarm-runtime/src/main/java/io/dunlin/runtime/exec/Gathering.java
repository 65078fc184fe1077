package io.dunlin.runtime.exec;

import io.dunlin.hal.Reading;
import io.dunlin.hal.Reason;
import io.dunlin.runtime.state.TaskSpec;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes pieces evenly over the effort and leaves them as one ustar archive: {@code 0001.jpg},
 * {@code 0002.jpg} … and, last, {@code manifest.json}. The declared size of the output is a budget:
 * no piece is taken that would exceed it, but the first is always kept.
 */
final class Gathering {
  static final String CONTENT_TYPE = "application/x-tar";
  static final int PIECES_MAX = 2_000;

  private final BuiltinContext context;
  private final double periodSeconds;
  private final List<String> manifest = new ArrayList<>();
  private int missed;
  private @Nullable Reason lastMissing;
  private long bytes;

  /**
   * One piece.
   *
   * @param extension such as {@code .jpg}
   * @param fields of its line in the manifest, JSON without braces; may be empty
   */
  @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
  record Piece(byte[] content, String extension, String fields) {}

  /** Where pieces come from. */
  interface Source {
    Reading<Piece> next();
  }

  Gathering(BuiltinContext context, double periodSeconds) {
    this.context = context;
    this.periodSeconds = periodSeconds;
  }

  String run(Source source) throws BuiltinException, IOException, InterruptedException {
    TaskSpec.Give give = context.onlyGive();
    Path scratch = context.scratch();
    try {
      try (var tar = new TarWriter(new BufferedOutputStream(Files.newOutputStream(scratch)))) {
        gather(source, give.sizeBytes(), tar);
        byte[] list = manifest().getBytes(StandardCharsets.UTF_8);
        tar.add("manifest.json", list);
      }
      context.waitUntil(1);
      try (InputStream in = Files.newInputStream(scratch)) {
        context.give(give, CONTENT_TYPE, in);
      }
    } finally {
      Files.deleteIfExists(scratch);
    }
    String said = manifest.size() + " pieces, " + bytes + " bytes";
    return missed == 0 ? said : said + "; " + missed + " missed: " + why();
  }

  private void gather(Source source, long budget, TarWriter tar)
      throws BuiltinException, IOException, InterruptedException {
    long wished = Math.round(context.nominalSeconds() / periodSeconds);
    int count = Math.clamp(wished, 1, PIECES_MAX);
    for (int i = 0; i < count; i++) {
      context.waitUntil((double) i / count);
      switch (source.next()) {
        case Reading.Value<Piece>(Piece piece) -> {
          long more = TarWriter.entryBytes(piece.content().length);
          if (!manifest.isEmpty() && bytes + more > budget) return;
          add(piece, tar);
        }
        case Reading.Missing<Piece>(Reason reason) -> {
          missed++;
          lastMissing = reason;
          if (reason.cause() == Reason.Cause.CLOSED) throw new BuiltinException(why());
        }
      }
    }
    if (manifest.isEmpty()) throw new BuiltinException("nothing was recorded: " + why());
  }

  private void add(Piece piece, TarWriter tar) throws IOException {
    String name = String.format("%04d%s", manifest.size() + 1, piece.extension());
    tar.add(name, piece.content());
    bytes += TarWriter.entryBytes(piece.content().length);
    String fields = piece.fields().isEmpty() ? "" : "," + piece.fields();
    manifest.add(
        "{\"file\":" + Json.text(name) + ",\"bytes\":" + piece.content().length + fields + "}");
  }

  private String why() {
    return lastMissing == null ? "no reason given" : lastMissing.detail();
  }

  private String manifest() {
    return "{\"mission\":"
        + Json.text(context.request().attempt().mission())
        + ",\"task\":"
        + Json.text(context.request().attempt().task())
        + ",\"missed\":"
        + missed
        + ",\"files\":[\n"
        + String.join(",\n", manifest)
        + "\n]}\n";
  }
}
