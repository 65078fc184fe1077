package io.dunlin.planner.format;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON piece by piece; everything unexpected is a {@link FormatException} with its place. */
final class JsonCursor implements AutoCloseable {
  /** Bytes of a document at most. */
  static final int BYTES_MAX = 256 << 20;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(64)
                  .maxStringLength(64 * 1024)
                  .maxNameLength(4096)
                  .maxNumberLength(400)
                  .build())
          .build();

  /** Reads one value of an object or an array. */
  interface Part {
    void read() throws FormatException;
  }

  /** Reads the value of one member. */
  interface Member {
    void read(String name) throws FormatException;
  }

  private final JsonParser parser;

  JsonCursor(byte[] json) throws FormatException {
    if (json.length > BYTES_MAX) {
      throw new FormatException(1, 1, "more than " + BYTES_MAX + " bytes");
    }
    parser = FACTORY.createParser(ObjectReadContext.empty(), json);
    next();
  }

  void object(String what, Member member) throws FormatException {
    expect(JsonToken.START_OBJECT, what + " must be an object");
    while (next() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      next();
      member.read(name);
    }
  }

  void array(String what, Part part) throws FormatException {
    expect(JsonToken.START_ARRAY, what + " must be an array");
    while (next() != JsonToken.END_ARRAY) {
      part.read();
    }
  }

  /** A string; a number counts as its digits, since some generators name nodes 0, 1, 2. */
  String string(String what) throws FormatException {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT) {
      throw error(what + " must be a string");
    }
    return text();
  }

  double number(String what) throws FormatException {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
      throw error(what + " must be a number");
    }
    try {
      double value = Double.parseDouble(text());
      if (!Double.isFinite(value)) {
        throw error(what + " is too large");
      }
      return value;
    } catch (NumberFormatException e) {
      throw error(what + " must be a number");
    }
  }

  /** A number, or {@code otherwise} for a null. */
  double number(String what, double otherwise) throws FormatException {
    return parser.currentToken() == JsonToken.VALUE_NULL ? otherwise : number(what);
  }

  int count(String what) throws FormatException {
    double value = number(what);
    if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
      throw error(what + " must be a whole number");
    }
    return (int) value;
  }

  boolean flag(String what) throws FormatException {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw error(what + " must be true or false");
    };
  }

  List<String> strings(String what) throws FormatException {
    List<String> all = new ArrayList<>();
    array(what, () -> all.add(string(what)));
    return all;
  }

  List<Double> numbers(String what) throws FormatException {
    List<Double> all = new ArrayList<>();
    array(what, () -> all.add(number(what)));
    return all;
  }

  /** Numbers, NaN for each null. */
  double[] numbersOrNaN(String what) throws FormatException {
    List<Double> all = new ArrayList<>();
    array(what, () -> all.add(number(what, Double.NaN)));
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }

  void skip() throws FormatException {
    try {
      parser.skipChildren();
    } catch (StreamReadException e) {
      throw malformed(e);
    }
  }

  /** Fails unless the document ends here. */
  void end() throws FormatException {
    if (next() != JsonToken.NOT_AVAILABLE) {
      throw error("more after the end of the document");
    }
  }

  int line() {
    return Math.max(1, parser.currentTokenLocation().getLineNr());
  }

  int column() {
    return Math.max(1, parser.currentTokenLocation().getColumnNr());
  }

  FormatException error(String what) {
    return new FormatException(line(), column(), what);
  }

  @Override
  public void close() {
    parser.close();
  }

  private void expect(JsonToken token, String what) throws FormatException {
    if (parser.currentToken() != token) {
      throw error(what);
    }
  }

  private String text() throws FormatException {
    try {
      return parser.getString();
    } catch (StreamReadException e) {
      throw malformed(e);
    }
  }

  /** The next token, NOT_AVAILABLE at the end of the document. */
  private JsonToken next() throws FormatException {
    try {
      JsonToken token = parser.nextToken();
      return token == null ? JsonToken.NOT_AVAILABLE : token;
    } catch (StreamReadException e) {
      throw malformed(e);
    }
  }

  private static FormatException malformed(StreamReadException e) {
    TokenStreamLocation at = e.getLocation();
    int line = at == null ? 1 : Math.max(1, at.getLineNr());
    int column = at == null ? 1 : Math.max(1, at.getColumnNr());
    return new FormatException(line, column, "not JSON: " + e.getOriginalMessage());
  }
}
