package io.dunlin.runtime.exec;

import io.dunlin.hal.Camera;
import io.dunlin.hal.Photo;
import io.dunlin.hal.Position;
import io.dunlin.hal.Reading;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;

/** {@code camera.survey}: a photo every two seconds of the effort, as an archive of JPEGs. */
final class CameraSurvey implements Builtin {
  private static final double PERIOD_SECONDS = 2;

  @Override
  public String name() {
    return "camera.survey";
  }

  @Override
  public String run(BuiltinContext context)
      throws BuiltinException, IOException, InterruptedException {
    Camera camera =
        context
            .hardware()
            .camera()
            .orElseThrow(() -> new BuiltinException("this device has no camera"));
    return new Gathering(context, PERIOD_SECONDS).run(() -> shot(camera));
  }

  /** The port serves one thread at a time. */
  private static Reading<Gathering.Piece> shot(Camera camera) {
    synchronized (camera) {
      return camera.take().map(CameraSurvey::piece);
    }
  }

  private static Gathering.Piece piece(Photo photo) {
    String type = photo.contentType().toLowerCase(Locale.ROOT);
    var fields = new StringBuilder("\"contentType\":").append(Json.text(type));
    photo.utcMillis().ifPresent(utc -> fields.append(",\"utcMillis\":").append(utc));
    photo.position().ifPresent(where -> place(where, fields));
    String extension =
        switch (type) {
          case "image/jpeg" -> ".jpg";
          case "image/png" -> ".png";
          default -> ".bin";
        };
    return new Gathering.Piece(photo.content(), extension, fields.toString());
  }

  private static void place(Position where, StringBuilder fields) {
    fields.append(",\"lat\":").append(degrees(where.latitudeE7()));
    fields.append(",\"lon\":").append(degrees(where.longitudeE7()));
    where
        .altitudeMm()
        .ifPresent(mm -> fields.append(",\"altitudeMetres\":").append(BigDecimal.valueOf(mm, 3)));
  }

  private static String degrees(int e7) {
    return BigDecimal.valueOf(e7, 7).toPlainString();
  }
}
