package io.dunlin.hal.replay;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes ULog files for tests. */
final class ULogFile {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  ULogFile() {
    out.writeBytes(new byte[] {'U', 'L', 'o', 'g', 0x01, 0x12, 0x35, 1});
    out.writeBytes(new byte[8]);
  }

  ULogFile message(char type, byte[] body) {
    out.write(body.length);
    out.write(body.length >> 8);
    out.write(type);
    out.writeBytes(body);
    return this;
  }

  ULogFile format(String line) {
    return message('F', line.getBytes(StandardCharsets.US_ASCII));
  }

  ULogFile subscribe(int id, String topic) {
    ByteBuffer body = ByteBuffer.allocate(3 + topic.length()).order(ByteOrder.LITTLE_ENDIAN);
    body.put((byte) 0).putShort((short) id).put(topic.getBytes(StandardCharsets.US_ASCII));
    return message('A', body.array());
  }

  ULogFile data(int id, int bytes, Consumer<ByteBuffer> fields) {
    ByteBuffer body = ByteBuffer.allocate(2 + bytes).order(ByteOrder.LITTLE_ENDIAN);
    body.putShort((short) id);
    fields.accept(body);
    return message('D', body.array());
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  /** An attitude of no rotation and a position over Brussels, twice a second. */
  static byte[] flight(int rows) {
    ULogFile file =
        new ULogFile()
            .message('B', new byte[40])
            .format("inner:float a;uint8_t[3] b;")
            .format("vehicle_attitude:uint64_t timestamp;inner[2] skipped;float[4] q;")
            .format(
                "vehicle_gps_position:uint64_t timestamp;uint64_t time_utc_usec;int32_t lat;"
                    + "int32_t lon;int32_t alt;float eph;uint8_t fix_type;uint8_t[3] _padding0;")
            .subscribe(3, "vehicle_attitude")
            .subscribe(4, "vehicle_gps_position");
    for (int i = 0; i < rows; i++) {
      long micros = 7_000_000 + i * 500_000L;
      int step = i;
      file.data(
          3, 38, b -> b.putLong(micros).put(new byte[14]).putFloat(1).putFloat(0).putFloat(0));
      file.data(
          4,
          33,
          b ->
              b.putLong(micros)
                  .putLong(1_700_000_000_000_000L + micros)
                  .putInt(508_466_000 + step)
                  .putInt(43_528_000)
                  .putInt(60_000)
                  .putFloat(1.5f)
                  .put((byte) 3));
    }
    return file.bytes();
  }
}
