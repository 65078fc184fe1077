package io.dunlin.gateway.web;

import io.dunlin.crdt.ReplicaId;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The questions one may ask of the store. */
final class ObservationAnswer {
  private final DashboardSource source;

  ObservationAnswer(DashboardSource source) {
    this.source = source;
  }

  /** {@code ?device=32 hex&series=slug&n=200}: each may be left out. */
  void newest(Context request) throws IOException {
    Integer rows = ObservationJson.rowsMax(request.queryParam("n"));
    String device = given(request.queryParam("device"));
    String series = given(request.queryParam("series"));
    if (rows == null) {
      Answers.error(request, 400, "n goes from 1 to " + ObservationJson.ROWS_MAX);
    } else if (device != null && !device.matches("[0-9a-f]{32}")) {
      Answers.error(request, 400, "device is an id of 32 hex digits");
    } else if (series != null && series.length() > 64) {
      Answers.error(request, 400, "series is a name of at most 64 characters");
    } else {
      var found =
          source
              .observations()
              .newest(
                  Optional.ofNullable(device).map(ReplicaId::parse),
                  Optional.ofNullable(series),
                  rows);
      Answers.json(request, 200, ObservationJson.rows(found, source.snapshot().view()));
    }
  }

  private static @Nullable String given(@Nullable String parameter) {
    return parameter == null || parameter.isEmpty() ? null : parameter;
  }

  void held(Context request) throws IOException {
    Answers.json(request, 200, ObservationJson.held(source.observations().held()));
  }
}
