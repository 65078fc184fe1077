package io.dunlin.runtime.exec;

import io.dunlin.hal.Lidar;
import io.dunlin.hal.Ply;
import io.dunlin.hal.Reading;
import io.dunlin.hal.Scan;
import java.io.IOException;

/** {@code lidar.scan}: a sweep every second of the effort, as an archive of PLY files. */
final class LidarScan implements Builtin {
  private static final double PERIOD_SECONDS = 1;

  @Override
  public String name() {
    return "lidar.scan";
  }

  @Override
  public String run(BuiltinContext context)
      throws BuiltinException, IOException, InterruptedException {
    Lidar lidar =
        context
            .hardware()
            .lidar()
            .orElseThrow(() -> new BuiltinException("this device has no lidar"));
    return new Gathering(context, PERIOD_SECONDS).run(() -> sweep(lidar));
  }

  private static Reading<Gathering.Piece> sweep(Lidar lidar) {
    synchronized (lidar) {
      return lidar.scan().map(LidarScan::piece);
    }
  }

  private static Gathering.Piece piece(Scan scan) {
    String fields =
        "\"contentType\":" + Json.text(Ply.CONTENT_TYPE) + ",\"points\":" + scan.points().size();
    return new Gathering.Piece(Ply.encode(scan), ".ply", fields);
  }
}
