package io.dunlin.hal.replay;

import io.dunlin.hal.MalformedDataException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads a PX4 ULog file (version 1) from start to end, giving the data messages of one topic.
 *
 * <pre>
 * | "ULog" 01 12 35 | version u8 | timestamp u64 |  then messages: | size u16 | type u8 | body |
 * 'F' format   'A' subscription: multi u8, id u16, name   'D' data: id u16, fields   'B' flags …
 * </pre>
 *
 * All little-endian. Messages of other topics are passed over. Nothing can be found again after a
 * broken message, so the reader is then at its end. Memory: the formats, at most {@value
 * #FORMATS_MAX} lines, and one message.
 */
final class ULogReader implements Closeable {
  static final int FORMATS_MAX = 1024;
  static final int SUBSCRIPTIONS_MAX = 4096;
  private static final byte[] MAGIC = {'U', 'L', 'o', 'g', 0x01, 0x12, 0x35};
  private static final int FLAG_APPENDED_DATA = 1;
  private final InputStream in;
  private final String topic;
  private final Map<String, String> formats = new HashMap<>();
  private final TreeMap<Integer, String> subscriptions = new TreeMap<>();
  private @Nullable ULogFormat layout;
  private int wanted = -1;
  private long at;
  private boolean sawData;
  private boolean ended;

  /**
   * Checks the file's head.
   *
   * @param in buffered; closed with this
   * @param topic first instance of this topic
   */
  ULogReader(InputStream in, String topic) throws IOException, MalformedDataException {
    this.in = in;
    this.topic = topic;
    byte[] head = in.readNBytes(16);
    at = head.length;
    if (head.length < 16 || !Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new MalformedDataException("not a ULog: it does not start with \"ULog\" 01 12 35");
    }
  }

  /** The next message of the topic, or null at the end. */
  @Nullable ULogRow next() throws IOException, MalformedDataException {
    while (!ended) {
      ULogRow row = step();
      if (row != null) {
        return row;
      }
    }
    return null;
  }

  /** The topics subscribed to before the first data message, which is then used up. */
  SortedSet<String> topics() throws IOException, MalformedDataException {
    while (!ended && !sawData) {
      step();
    }
    return Collections.unmodifiableSortedSet(new TreeSet<>(subscriptions.values()));
  }

  private @Nullable ULogRow step() throws IOException, MalformedDataException {
    long start = at;
    try {
      int low = in.read();
      if (low < 0) {
        ended = true;
        return null;
      }
      at++;
      int size = low | u8() << 8;
      return message(size, (char) u8());
    } catch (EOFException _) {
      ended = true;
      throw new MalformedDataException("cut off inside the message at byte " + start);
    } catch (MalformedDataException e) {
      ended = true;
      throw new MalformedDataException("at byte " + start + ": " + e.getMessage());
    }
  }

  private @Nullable ULogRow message(int size, char type)
      throws IOException, MalformedDataException {
    switch (type) {
      case 'D' -> {
        return data(size);
      }
      case 'F' -> format(new String(body(size), StandardCharsets.US_ASCII));
      case 'A' -> subscription(body(size));
      case 'B' -> flags(body(size));
      case 'I', 'M', 'P', 'Q', 'R', 'L', 'C', 'S', 'O' -> skip(size);
      default -> throw new MalformedDataException("message of unknown type " + (int) type);
    }
    return null;
  }

  private @Nullable ULogRow data(int size) throws IOException, MalformedDataException {
    if (size < 2) {
      throw new MalformedDataException("data message of " + size + " bytes");
    }
    sawData = true;
    int id = u8() | u8() << 8;
    ULogFormat known = layout;
    if (id != wanted || known == null) {
      skip(size - 2);
      return null;
    }
    ByteBuffer bytes = ByteBuffer.wrap(body(size - 2)).order(ByteOrder.LITTLE_ENDIAN);
    return new ULogRow(known, bytes);
  }

  private void format(String text) throws MalformedDataException {
    int colon = text.indexOf(':');
    if (colon <= 0 || formats.size() == FORMATS_MAX) {
      throw new MalformedDataException("format without a name, or more than " + FORMATS_MAX);
    }
    formats.put(text.substring(0, colon), text.substring(colon + 1));
  }

  private void subscription(byte[] body) throws MalformedDataException {
    if (body.length < 4 || subscriptions.size() == SUBSCRIPTIONS_MAX) {
      throw new MalformedDataException("subscription without a name, or too many");
    }
    int instance = body[0];
    int id = (body[1] & 0xFF) | (body[2] & 0xFF) << 8;
    String name = new String(body, 3, body.length - 3, StandardCharsets.US_ASCII);
    if (instance == 0) {
      subscriptions.put(id, name);
      if (name.equals(topic)) {
        layout = ULogFormat.of(topic, formats);
        wanted = id;
      }
    }
  }

  private static void flags(byte[] body) throws MalformedDataException {
    for (int i = 8; i < Math.min(16, body.length); i++) {
      int known = i == 8 ? FLAG_APPENDED_DATA : 0;
      if ((body[i] & ~known) != 0) {
        throw new MalformedDataException("it uses features newer than this reader");
      }
    }
  }

  private int u8() throws IOException {
    int b = in.read();
    if (b < 0) {
      throw new EOFException();
    }
    at++;
    return b;
  }

  private byte[] body(int size) throws IOException {
    byte[] body = in.readNBytes(size);
    at += body.length;
    if (body.length < size) {
      throw new EOFException();
    }
    return body;
  }

  private void skip(int size) throws IOException {
    in.skipNBytes(size);
    at += size;
  }

  @Override
  public void close() throws IOException {
    ended = true;
    in.close();
  }
}
