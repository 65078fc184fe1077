package io.dunlin.gateway.export;

import io.dunlin.runtime.host.Version;
import io.dunlin.runtime.state.SeriesDescriptor;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What an export holds, with what is needed to read and to check it elsewhere. */
public final class Manifest {
  /** Its name in the export's directory. */
  public static final String FILE = "manifest.json";

  static final String SUMS = "SHA256SUMS";

  private static final int FORMAT_VERSION = 1;
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path from;
  private final ExportRequest request;
  private final List<Written> files;
  private final long withoutTime;
  private final long damaged;

  Manifest(Path from, ExportRequest request, List<Written> files, long withoutTime, long damaged) {
    this.from = from;
    this.request = request;
    this.files = List.copyOf(files);
    this.withoutTime = withoutTime;
    this.damaged = damaged;
  }

  public int files() {
    return files.size();
  }

  public long observations() {
    return files.stream().mapToLong(Written::observations).sum();
  }

  /** Observations whose device never had a clock; they are in tables, with the time since boot. */
  public long withoutTime() {
    return withoutTime;
  }

  /** Observations that are there as bytes only. */
  public long undecoded() {
    return files.stream()
        .filter(each -> each.series() == null)
        .mapToLong(Written::observations)
        .sum();
  }

  /** Places of the journal that could not be read. */
  public long damaged() {
    return damaged;
  }

  /** As {@code sha256sum} reads it. */
  String sums() {
    var lines = new StringBuilder();
    for (Written each : files) lines.append(each.sha256() + "  " + each.file() + "\n");
    return lines.toString();
  }

  public byte[] json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("export", FORMAT_VERSION);
    root.put("dunlin", Version.text());
    root.put("from", from.getFileName() == null ? "" : from.getFileName().toString());
    root.put("format", request.format().name().toLowerCase(Locale.ROOT));
    root.put("device", request.device() == null ? null : request.device().toString());
    root.put("series", request.series());
    root.put("sinceUtcMillis", request.sinceMillis());
    root.put("untilUtcMillis", request.untilMillis());
    root.put("observations", observations());
    root.put("withoutTime", withoutTime);
    root.put("undecoded", undecoded());
    root.put("damagedPlaces", damaged);
    var array = root.putArray("files");
    for (Written each : files) file(array.addObject(), each);
    return MAPPER.writeValueAsBytes(root);
  }

  private static void file(ObjectNode node, Written written) {
    node.put("file", written.file());
    node.put("observations", written.observations());
    node.put("bytes", written.bytes());
    node.put("sha256", written.sha256());
    if (written.device() != null) node.put("device", written.device().toString());
    SeriesDescriptor series = written.series();
    if (series == null) return;
    node.put("series", series.series());
    node.put("descriptor", series.hash());
    var columns = node.putArray("columns");
    for (SeriesDescriptor.Column column : series.columns()) {
      columns
          .addObject()
          .put("name", column.name())
          .put("unit", column.unit())
          .put("type", column.type().name().toLowerCase(Locale.ROOT));
    }
  }
}
