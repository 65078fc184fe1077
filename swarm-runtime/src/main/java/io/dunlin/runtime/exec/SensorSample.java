package io.dunlin.runtime.exec;

import io.dunlin.hal.Cell;
import io.dunlin.hal.Column;
import io.dunlin.hal.Reading;
import io.dunlin.hal.Reason;
import io.dunlin.hal.Sample;
import io.dunlin.hal.Sensor;
import io.dunlin.runtime.state.TaskSpec;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code sensor.sample}: a sample of each sensor every second of the effort, as one SenML JSON pack
 * (RFC 8428). The sensors are those that the task's {@code needs.has} names, or all of the device.
 * Times are relative to the end of the effort (section 4.5.3), as no clock need be known.
 */
final class SensorSample implements Builtin {
  static final String CONTENT_TYPE = "application/senml+json";
  private static final int ROUNDS_MAX = 10_000;

  @Override
  public String name() {
    return "sensor.sample";
  }

  @Override
  public String run(BuiltinContext context)
      throws BuiltinException, IOException, InterruptedException {
    TaskSpec.Give give = context.onlyGive();
    List<Sensor> sensors = sensors(context);
    Path scratch = context.scratch();
    try {
      var pack = new Pack(context);
      try (BufferedWriter out = Files.newBufferedWriter(scratch)) {
        pack.write(sensors, out);
      }
      context.waitUntil(1);
      try (InputStream in = Files.newInputStream(scratch)) {
        context.give(give, CONTENT_TYPE, in);
      }
      return pack.summary();
    } finally {
      Files.deleteIfExists(scratch);
    }
  }

  private static List<Sensor> sensors(BuiltinContext context) throws BuiltinException {
    Collection<Sensor> all = context.hardware().sensors();
    var named = context.request().task().has();
    List<Sensor> wanted = all.stream().filter(sensor -> named.contains(sensor.name())).toList();
    if (!wanted.isEmpty()) return wanted;
    if (all.isEmpty()) throw new BuiltinException("this device has no sensor");
    return List.copyOf(all);
  }

  /** One pack in the making. */
  private static final class Pack {
    private final BuiltinContext context;
    private int records;
    private int missed;
    private @Nullable Reason lastMissing;

    Pack(BuiltinContext context) {
      this.context = context;
    }

    void write(List<Sensor> sensors, BufferedWriter out)
        throws BuiltinException, IOException, InterruptedException {
      int rounds = Math.clamp(Math.round(context.nominalSeconds()), 1, ROUNDS_MAX);
      out.write("[");
      for (int i = 0; i < rounds; i++) {
        context.waitUntil((double) i / rounds);
        double seconds = -context.leftNanos(1) / 1e9;
        for (Sensor sensor : sensors) {
          switch (read(sensor)) {
            case Reading.Value<Sample>(Sample sample) -> write(sensor, sample, seconds, out);
            case Reading.Missing<Sample>(Reason why) -> {
              missed++;
              lastMissing = why;
            }
          }
        }
      }
      out.write("\n]\n");
      if (records == 0) {
        String why = lastMissing == null ? "no reason given" : lastMissing.detail();
        throw new BuiltinException("nothing was measured: " + why);
      }
    }

    private static Reading<Sample> read(Sensor sensor) {
      synchronized (sensor) {
        return sensor.sample();
      }
    }

    private void write(Sensor sensor, Sample sample, double seconds, BufferedWriter out)
        throws IOException {
      for (int i = 0; i < sample.cells().size() && i < sensor.columns().size(); i++) {
        String value = value(sensor.columns().get(i), sample.cells().get(i));
        if (value == null) continue;
        out.write(records == 0 ? "\n{" : ",\n{");
        if (records == 0) {
          out.write("\"bn\":" + Json.text(context.request().attempt().device() + "/") + ",");
        }
        Column column = sensor.columns().get(i);
        out.write("\"n\":" + Json.text(sensor.name() + "/" + column.name()));
        if (!column.unit().isEmpty()) out.write(",\"u\":" + Json.text(column.unit()));
        out.write("," + value + ",\"t\":" + BigDecimal.valueOf(Math.round(seconds * 1e3), 3) + "}");
        records++;
      }
    }

    private static @Nullable String value(Column column, Cell cell) {
      return switch (cell) {
        case Cell.Int(long scaled) -> {
          int scale = column.type() instanceof Column.Type.Int(int power) ? power : 0;
          yield "\"v\":" + BigDecimal.valueOf(scaled, -scale).toPlainString();
        }
        case Cell.Bool(boolean on) -> "\"vb\":" + on;
        case Cell.Text(String text) -> "\"vs\":" + Json.text(text);
        case Cell.Blob blob ->
            "\"vd\":"
                + Json.text(Base64.getUrlEncoder().withoutPadding().encodeToString(blob.bytes()));
        case Cell.Absent _ -> null;
      };
    }

    String summary() {
      String said = records + " values";
      return lastMissing == null ? said : said + "; " + missed + " missed: " + lastMissing.detail();
    }
  }
}
