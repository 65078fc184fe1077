package io.dunlin.hal.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.hal.Hardware;
import io.dunlin.hal.Ply;
import io.dunlin.hal.Scan;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A lidar sees something, within bounds, and a scan becomes a file. */
public interface LidarContract extends HardwareContract {
  @Test
  default void scansAreBoundedAndNotEmpty() throws Exception {
    try (Hardware hardware = open()) {
      Scan scan = hardware.lidar().orElseThrow().scan().value().orElseThrow();
      assertThat(scan.points()).hasSizeBetween(1, Scan.POINTS_MAX);
      byte[] file = Ply.encode(scan);
      assertThat(new String(file, 0, 200, StandardCharsets.ISO_8859_1))
          .startsWith("ply\nformat binary_little_endian 1.0\n")
          .contains("element vertex " + scan.points().size() + "\n")
          .contains("end_header\n");
    }
  }
}
