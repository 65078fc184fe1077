package io.dunlin.hal.replay;

import io.dunlin.hal.MalformedDataException;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Comma-separated values as RFC 4180 draws them, UTF-8, with LF or CRLF. A record has at most
 * {@value #FIELDS_MAX} fields and {@value #RECORD_CHARS_MAX} characters. After an error the next
 * read starts on the line after it.
 */
final class CsvReader implements Closeable {
  static final int FIELDS_MAX = 256;
  static final int RECORD_CHARS_MAX = 1 << 16;
  private static final int END = -1;
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private final Reader in;
  private final StringBuilder field = new StringBuilder();
  private int peeked;
  private boolean hasPeeked;
  private int charsOfRecord;
  private long line = 1;
  private long recordLine = 1;

  /** Reads from {@code in}, which should be buffered and is closed with this. */
  CsvReader(Reader in) throws IOException {
    this.in = in;
    if (peek() == BYTE_ORDER_MARK) {
      read();
    }
  }

  /** The line, from 1, on which the last record began. */
  long line() {
    return recordLine;
  }

  /** The fields of the next record, or null at the end; blank lines are passed over. */
  @Nullable List<String> next() throws IOException, MalformedDataException {
    while (peek() == '\n' || peek() == '\r') {
      read();
    }
    if (peek() == END) {
      return null;
    }
    recordLine = line;
    charsOfRecord = 0;
    List<String> fields = new ArrayList<>();
    try {
      do {
        if (fields.size() == FIELDS_MAX) {
          throw new MalformedDataException("more than " + FIELDS_MAX + " fields");
        }
        fields.add(field());
      } while (separator());
      return fields;
    } catch (MalformedDataException e) {
      skipLine();
      throw new MalformedDataException("line " + recordLine + ": " + e.getMessage());
    }
  }

  private String field() throws IOException, MalformedDataException {
    field.setLength(0);
    if (peek() == '"') {
      read();
      quoted();
    } else {
      while (!isFieldEnd(peek())) {
        if (peek() == '"') {
          throw new MalformedDataException("a quote inside a field that does not start with one");
        }
        field.append((char) read());
        requireRoom();
      }
    }
    return field.toString();
  }

  private void quoted() throws IOException, MalformedDataException {
    while (true) {
      int c = read();
      if (c == END) {
        throw new MalformedDataException("the file ends inside a quoted field");
      }
      if (c == '"') {
        if (peek() != '"') {
          break;
        }
        read();
      }
      field.append((char) c);
      requireRoom();
    }
    if (!isFieldEnd(peek())) {
      throw new MalformedDataException("text after a closing quote");
    }
  }

  /** True where another field follows; takes the line end otherwise. */
  private boolean separator() throws IOException {
    int c = read();
    if (c == '\r' && peek() == '\n') {
      read();
    }
    return c == ',';
  }

  private void requireRoom() throws MalformedDataException {
    if (++charsOfRecord > RECORD_CHARS_MAX) {
      throw new MalformedDataException("a record of more than " + RECORD_CHARS_MAX + " characters");
    }
  }

  private void skipLine() throws IOException {
    int c = read();
    while (c != '\n' && c != END) {
      c = read();
    }
  }

  private static boolean isFieldEnd(int c) {
    return c == ',' || c == '\n' || c == '\r' || c == END;
  }

  private int peek() throws IOException {
    if (!hasPeeked) {
      peeked = in.read();
      hasPeeked = true;
    }
    return peeked;
  }

  private int read() throws IOException {
    int c = peek();
    hasPeeked = false;
    if (c == '\n') {
      line++;
    }
    return c;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
