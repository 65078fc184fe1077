package io.dunlin.runtime.exec;

/** The little JSON that manifests and sensor packs need, written by hand. */
final class Json {
  private Json() {}

  /** A quoted string, RFC 8259 section 7. */
  static String text(String value) {
    var out = new StringBuilder(value.length() + 2).append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        default -> {
          if (c < 0x20) out.append(String.format("\\u%04x", (int) c));
          else out.append(c);
        }
      }
    }
    return out.append('"').toString();
  }
}
