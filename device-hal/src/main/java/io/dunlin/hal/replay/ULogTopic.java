package io.dunlin.hal.replay;

import io.dunlin.hal.Cell;
import io.dunlin.hal.Column;
import io.dunlin.hal.Fix;
import io.dunlin.hal.Position;
import io.dunlin.hal.Sample;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The topics of a PX4 log that become series (PX4 uORB message reference), and its GPS.
 *
 * @param topic as PX4 names it
 * @param series as Dunlin names it
 */
record ULogTopic(String topic, String series, List<Column> columns, ULogTape.Shape<Sample> shape) {
  static final String GPS = "vehicle_gps_position";

  /** PX4's first fix type with a position in three dimensions. */
  private static final int FIX_3D = 3;

  static List<ULogTopic> all() {
    return List.of(
        new ULogTopic(
            "vehicle_attitude",
            "attitude",
            List.of(
                Column.integer("roll", "rad", -4),
                Column.integer("pitch", "rad", -4),
                Column.integer("yaw", "rad", -4)),
            ULogTopic::attitude),
        new ULogTopic(
            "sensor_combined",
            "imu",
            List.of(
                Column.integer("gyro-x", "rad/s", -4),
                Column.integer("gyro-y", "rad/s", -4),
                Column.integer("gyro-z", "rad/s", -4),
                Column.integer("acc-x", "m/s2", -3),
                Column.integer("acc-y", "m/s2", -3),
                Column.integer("acc-z", "m/s2", -3)),
            row ->
                Sample.of(
                    row.cell("gyro_rad", 0, -4),
                    row.cell("gyro_rad", 1, -4),
                    row.cell("gyro_rad", 2, -4),
                    row.cell("accelerometer_m_s2", 0, -3),
                    row.cell("accelerometer_m_s2", 1, -3),
                    row.cell("accelerometer_m_s2", 2, -3))),
        new ULogTopic(
            "vehicle_local_position",
            "local-position",
            List.of(
                Column.integer("x", "m", -3),
                Column.integer("y", "m", -3),
                Column.integer("z", "m", -3),
                Column.integer("vx", "m/s", -3),
                Column.integer("vy", "m/s", -3),
                Column.integer("vz", "m/s", -3)),
            row -> cells(row, -3, "x", "y", "z", "vx", "vy", "vz")),
        new ULogTopic(
            "battery_status",
            "power",
            List.of(
                Column.integer("voltage", "V", -3),
                Column.integer("current", "A", -3),
                Column.integer("remaining", "/", -3)),
            row -> cells(row, -3, "voltage_v", "current_a", "remaining")),
        new ULogTopic(
            "cpuload",
            "cpu",
            List.of(Column.integer("load", "/", -3), Column.integer("ram", "/", -3)),
            row -> cells(row, -3, "load", "ram_usage")));
  }

  private static Sample cells(ULogRow row, int scale, String... fields) {
    Cell[] cells = new Cell[fields.length];
    for (int i = 0; i < fields.length; i++) {
      cells[i] = row.cell(fields[i], 0, scale);
    }
    return Sample.of(cells);
  }

  /** Euler angles from the Hamilton quaternion (w, x, y, z), aerospace order. */
  private static Sample attitude(ULogRow row) {
    double w = row.number("q", 0);
    double x = row.number("q", 1);
    double y = row.number("q", 2);
    double z = row.number("q", 3);
    double roll = Math.atan2(2 * (w * x + y * z), 1 - 2 * (x * x + y * y));
    double pitch = Math.asin(Math.clamp(2 * (w * y - z * x), -1.0, 1.0));
    double yaw = Math.atan2(2 * (w * z + x * y), 1 - 2 * (y * y + z * z));
    return Sample.of(ULogRow.cell(roll, -4), ULogRow.cell(pitch, -4), ULogRow.cell(yaw, -4));
  }

  /** Integers up to PX4 1.14, degrees and metres after it. */
  static Optional<Fix> fix(ULogRow row) {
    boolean degrees = row.has("latitude_deg");
    double latitude = degrees ? row.number("latitude_deg") * 1e7 : row.number("lat");
    double longitude = degrees ? row.number("longitude_deg") * 1e7 : row.number("lon");
    double altitudeMm = degrees ? row.number("altitude_msl_m") * 1000 : row.number("alt");
    boolean placed = Math.abs(latitude) <= 9e8 && Math.abs(longitude) <= 18e8;
    if (!placed || !(row.number("fix_type") >= FIX_3D)) {
      return Optional.empty();
    }
    double utcMicros = row.number("time_utc_usec");
    OptionalLong utcMillis =
        utcMicros > 0 ? OptionalLong.of((long) (utcMicros / 1000)) : OptionalLong.empty();
    Position position =
        new Position(
            (int) Math.round(latitude),
            (int) Math.round(longitude),
            millimetres(altitudeMm, Integer.MIN_VALUE),
            millimetres(row.number("eph") * 1000, 0));
    return Optional.of(new Fix(position, utcMillis));
  }

  private static OptionalInt millimetres(double value, int min) {
    return value >= min && value <= Integer.MAX_VALUE
        ? OptionalInt.of((int) Math.round(value))
        : OptionalInt.empty();
  }
}
