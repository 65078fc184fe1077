package io.dunlin.gateway.web;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON trees and their bytes. */
final class Json {
  private static final JsonMapper MAPPER = new JsonMapper();

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  static ArrayNode texts(Collection<?> items) {
    ArrayNode array = array();
    for (Object item : items) array.add(item.toString());
    return array;
  }

  /** An answer that says what went wrong: {@code {"error":"…"}}. */
  static ObjectNode error(String message) {
    return object().put("error", message);
  }

  /** UTC milliseconds, or null for the 0 that stands for none. */
  static @Nullable Long moment(long millis) {
    return millis == 0 ? null : millis;
  }

  static byte[] bytes(Object tree) {
    return MAPPER.writeValueAsBytes(tree);
  }
}
