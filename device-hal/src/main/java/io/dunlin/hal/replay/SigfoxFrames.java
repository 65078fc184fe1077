package io.dunlin.hal.replay;

import io.dunlin.hal.MalformedDataException;
import io.dunlin.hal.RadioFrame;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * The frames of a Sigfox measurement campaign (JSI trace 5): <code>
 * {"campaigns": [{"packets": [{"tx": {"timestamp"}, "rx": {"rssi", "snr", "time"}}]}]}</code>. A
 * packet without {@code rx} was sent and not heard. Read token by token; after broken JSON the tape
 * is at its end.
 */
final class SigfoxFrames implements Tape<Optional<RadioFrame>> {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(16)
                  .maxStringLength(1024)
                  .maxNameLength(128)
                  .maxNumberLength(64)
                  .build())
          .build();
  private static final int FIELDS_MAX = 64;
  private final InputStream in;
  private final JsonParser json;
  private boolean inPackets;
  private boolean ended;

  SigfoxFrames(Path file) throws IOException {
    in = RecordingFile.open(file);
    try {
      json = FACTORY.createParser(ObjectReadContext.empty(), in);
    } catch (JacksonException e) {
      in.close();
      throw new IOException(e.getOriginalMessage(), e);
    }
  }

  @Override
  public @Nullable Row<Optional<RadioFrame>> next() throws IOException, MalformedDataException {
    if (ended) {
      return null;
    }
    try {
      return toPackets() ? packet() : null;
    } catch (JacksonIOException e) {
      ended = true;
      throw e.getCause();
    } catch (JacksonException e) {
      ended = true;
      throw new MalformedDataException(
          "line " + e.getLocation().getLineNr() + ": " + e.getOriginalMessage());
    }
  }

  @Override
  public void close() throws IOException {
    ended = true;
    in.close();
  }

  /** Goes to the next packet's opening brace, through arrays named {@code packets} anywhere. */
  private boolean toPackets() {
    for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
      if (inPackets) {
        if (token == JsonToken.START_OBJECT) {
          return true;
        }
        inPackets = token != JsonToken.END_ARRAY;
      } else if (token == JsonToken.START_ARRAY && "packets".equals(json.currentName())) {
        inPackets = true;
      }
    }
    ended = true;
    return false;
  }

  /** Reads to the packet's closing brace before it judges, so that the next one can be found. */
  private Row<Optional<RadioFrame>> packet() throws MalformedDataException {
    int line = json.currentLocation().getLineNr();
    SortedMap<String, String> fields = new TreeMap<>();
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String part = json.currentName();
      if (json.nextToken() == JsonToken.START_OBJECT) {
        scalars(part, fields);
      } else {
        json.skipChildren();
      }
    }
    OptionalLong sentMicros = number(fields, "tx.timestamp", -6);
    if (sentMicros.isEmpty()) {
      throw new MalformedDataException("line " + line + ": packet without tx.timestamp");
    }
    return new Row<>(sentMicros.getAsLong(), heard(fields, line));
  }

  private void scalars(String part, SortedMap<String, String> fields) {
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = part + "." + json.currentName();
      if (json.nextToken().isScalarValue()) {
        if (fields.size() < FIELDS_MAX) {
          fields.put(name, json.getString());
        }
      } else {
        json.skipChildren();
      }
    }
  }

  private static Optional<RadioFrame> heard(SortedMap<String, String> fields, int line)
      throws MalformedDataException {
    if (fields.keySet().stream().noneMatch(name -> name.startsWith("rx."))) {
      return Optional.empty();
    }
    OptionalLong rssi = number(fields, "rx.rssi", -1);
    OptionalLong snr = number(fields, "rx.snr", -1);
    if (rssi.isEmpty()
        || snr.isEmpty()
        || !RadioFrame.isPlausible(rssi.getAsLong(), snr.getAsLong())) {
      throw new MalformedDataException("line " + line + ": rx.rssi or rx.snr is not plausible");
    }
    OptionalLong utcMillis = number(fields, "rx.time", -3);
    return Optional.of(new RadioFrame((int) rssi.getAsLong(), (int) snr.getAsLong(), utcMillis));
  }

  private static OptionalLong number(SortedMap<String, String> fields, String name, int scale) {
    String text = fields.get(name);
    return text == null ? OptionalLong.empty() : Decimal.scaled(text, scale);
  }
}
