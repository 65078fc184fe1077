package io.dunlin.runtime.senml;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Records as JSON, RFC 8428 section 5: no white space, UTF-8. */
final class JsonText {
  private JsonText() {}

  static byte[] of(List<List<Field>> records) {
    var out = new StringBuilder("[");
    for (List<Field> record : records) {
      out.append(out.length() > 1 ? ",{" : "{");
      String comma = "";
      for (Field field : record) {
        out.append(comma).append('"').append(field.label().json).append("\":");
        value(out, field.value());
        comma = ",";
      }
      out.append('}');
    }
    return out.append(']').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void value(StringBuilder out, Object value) {
    if (value instanceof String text) {
      string(out, text);
    } else {
      out.append(value);
    }
  }

  private static void string(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
