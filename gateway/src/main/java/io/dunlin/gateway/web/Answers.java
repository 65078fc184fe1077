package io.dunlin.gateway.web;

import io.javalin.http.Context;

/** The forms of an answer. */
final class Answers {
  private Answers() {}

  static void json(Context to, int status, byte[] body) {
    to.status(status).contentType("application/json; charset=utf-8").result(body);
  }

  static void error(Context to, int status, String message) {
    json(to, status, Json.bytes(Json.error(message)));
  }
}
