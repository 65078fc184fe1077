package io.dunlin.gateway.web;

import io.dunlin.gateway.IntakeResult;
import io.dunlin.gateway.MissionGate;
import io.dunlin.gateway.intake.ResultJson;
import io.javalin.http.Context;
import java.io.IOException;

/** Hands uploads and cancellations to the gate and puts its answers into HTTP. */
final class MissionDoor {
  private static final String VIA = "http";

  private final MissionGate gate;

  MissionDoor(MissionGate gate) {
    this.gate = gate;
  }

  /** The body is the file, whatever its content type says. */
  void upload(Context request) throws IOException {
    byte[] file = request.bodyInputStream().readNBytes(MissionGate.FILE_BYTES_MAX + 1);
    if (file.length > MissionGate.FILE_BYTES_MAX) {
      int kib = MissionGate.FILE_BYTES_MAX / 1024;
      Answers.error(request, 413, "a mission file has at most " + kib + " KiB");
      return;
    }
    IntakeResult result = gate.accept(file, "", VIA);
    Answers.json(request, status(result), ResultJson.of(result));
  }

  private static int status(IntakeResult result) {
    return switch (result) {
      case IntakeResult.Accepted _ -> 200;
      case IntakeResult.Rejected rejected ->
          switch (rejected.why()) {
            case INVALID, CANNOT_BE_PLACED -> 422;
            case NOT_STORED -> 503;
          };
    };
  }

  void cancel(Context request) {
    String name = request.pathParam("name");
    try {
      if (gate.cancel(name, VIA)) {
        Answers.json(request, 200, Json.bytes(Json.object().put("result", "cancelled")));
      } else {
        Answers.error(request, 404, "there is no mission of that name");
      }
    } catch (IOException e) {
      Answers.error(request, 503, "the mission goes on: the gateway could not write that down");
    }
  }
}
