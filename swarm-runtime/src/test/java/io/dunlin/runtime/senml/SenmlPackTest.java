package io.dunlin.runtime.senml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.nstant.in.cbor.CborDecoder;
import co.nstant.in.cbor.model.Array;
import co.nstant.in.cbor.model.DataItem;
import co.nstant.in.cbor.model.Number;
import co.nstant.in.cbor.model.SimpleValue;
import co.nstant.in.cbor.model.UnicodeString;
import io.dunlin.runtime.state.Observation;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.state.SeriesDescriptor.Column;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class SenmlPackTest {
  private static final String BASE = "urn:dunlin:dev:00ff:";
  private static final long NOON = 1_790_000_000_000_000_000L;
  private static final SeriesDescriptor CLIMATE =
      new SeriesDescriptor(
          "climate",
          List.of(
              new Column("temperature", "Cel", SeriesDescriptor.Type.INT, -2),
              new Column("door", "", SeriesDescriptor.Type.BOOL, 0),
              new Column("note", "", SeriesDescriptor.Type.STRING, 0),
              new Column("photo", "", SeriesDescriptor.Type.BLOB, 0)));

  private static Timed at(long nanos, @Nullable Object... values) {
    return new Timed(nanos, new Observation("0011223344556677", Arrays.asList(values)));
  }

  private static String json(Timed... observations) {
    return new String(
        SenmlPack.encode(BASE, CLIMATE, List.of(observations), SenmlFormat.JSON), UTF_8);
  }

  @Test
  void aPackReadsAsTheRfcShowsIt() {
    assertThat(
            json(
                at(NOON, 2_150L, true, null, null),
                at(NOON + 1_500_000_000, -5L, null, "a\"\n", "ab")))
        .isEqualTo(
            "[{\"bn\":\"urn:dunlin:dev:00ff:\",\"bt\":1790000000,"
                + "\"n\":\"temperature\",\"u\":\"Cel\",\"v\":21.5},"
                + "{\"n\":\"door\",\"vb\":true},"
                + "{\"n\":\"temperature\",\"u\":\"Cel\",\"v\":-0.05,\"t\":1.5},"
                + "{\"n\":\"note\",\"vs\":\"a\\\"\\u000a\",\"t\":1.5},"
                + "{\"n\":\"photo\",\"vs\":\"blob:sha256:ab\",\"t\":1.5}]");
  }

  @Test
  void withoutValuesThereIsAnEmptyPack() {
    assertThat(json()).isEqualTo("[]");
    assertThat(json(at(NOON, null, null, null, null))).isEqualTo("[]");
  }

  @Test
  void withoutAClockTimesAreRelativeToNow() {
    assertThat(json(at(-5_000_000_000L, 100L, null, null, null))).contains("\"bt\":-5,");
  }

  @Test
  void whatSenmlDoesNotAllowIsRefused() {
    var quoted =
        new SeriesDescriptor("x", List.of(new Column("a\"b", "", SeriesDescriptor.Type.INT, 0)));
    assertThatThrownBy(() -> SenmlPack.encode(BASE, quoted, List.of(), SenmlFormat.JSON))
        .hasMessageContaining("a\"b");
    assertThatThrownBy(() -> json(at(NOON, 1L))).hasMessage("1 values for 4 columns");
  }

  @Property
  void bothFormatsSayExactlyWhatWasMeasured(
      @ForAll @Size(max = 20) List<Long> values,
      @ForAll @IntRange(min = -18, max = 18) int exponent,
      @ForAll long startNanos)
      throws Exception {
    var series =
        new SeriesDescriptor(
            "x", List.of(new Column("x", "m", SeriesDescriptor.Type.INT, exponent)));
    var rows = new ArrayList<Timed>();
    var expected = new ArrayList<List<BigDecimal>>();
    long nanos = startNanos / 2;
    for (long value : values) {
      rows.add(at(nanos, value));
      expected.add(
          List.of(
              new BigDecimal(value).scaleByPowerOfTen(exponent).stripTrailingZeros(),
              new BigDecimal(nanos).movePointLeft(9).stripTrailingZeros()));
      nanos += 123_456_789L;
    }
    assertThat(resolved(readJson(SenmlPack.encode("n:", series, rows, SenmlFormat.JSON))))
        .isEqualTo(expected);
    assertThat(resolved(readCbor(SenmlPack.encode("n:", series, rows, SenmlFormat.CBOR))))
        .isEqualTo(expected);
  }

  @Test
  void bothFormatsHaveTheSameRecords() throws Exception {
    var rows = List.of(at(NOON, 2_150L, true, "é", "ab"), at(NOON + 1, 1L, false, null, null));
    assertThat(readCbor(SenmlPack.encode(BASE, CLIMATE, rows, SenmlFormat.CBOR)))
        .isEqualTo(readJson(SenmlPack.encode(BASE, CLIMATE, rows, SenmlFormat.JSON)));
  }

  /** Value and time of each record, with the base time added. */
  private static List<List<BigDecimal>> resolved(List<Map<String, Object>> records) {
    var all = new ArrayList<List<BigDecimal>>();
    BigDecimal base = BigDecimal.ZERO;
    for (Map<String, Object> record : records) {
      base = (BigDecimal) record.getOrDefault("bt", base);
      BigDecimal time = base.add((BigDecimal) record.getOrDefault("t", BigDecimal.ZERO));
      all.add(List.of((BigDecimal) record.get("v"), time.stripTrailingZeros()));
    }
    return all;
  }

  private static List<Map<String, Object>> readJson(byte[] pack) {
    var records = new ArrayList<Map<String, Object>>();
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), pack)) {
      assertThat(parser.nextToken()).isEqualTo(JsonToken.START_ARRAY);
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        var record = new TreeMap<String, Object>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = parser.currentName();
          record.put(
              name,
              switch (parser.nextToken()) {
                case VALUE_STRING -> parser.getString();
                case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
                default -> parser.getDecimalValue().stripTrailingZeros();
              });
        }
        records.add(record);
      }
    }
    return records;
  }

  private static List<Map<String, Object>> readCbor(byte[] pack) throws Exception {
    var records = new ArrayList<Map<String, Object>>();
    var items = CborDecoder.decode(pack);
    assertThat(items).hasSize(1);
    for (DataItem item : ((Array) items.getFirst()).getDataItems()) {
      var map = (co.nstant.in.cbor.model.Map) item;
      var record = new TreeMap<String, Object>();
      for (DataItem key : map.getKeys()) {
        int label = ((Number) key).getValue().intValueExact();
        String name =
            Arrays.stream(Label.values())
                .filter(l -> l.cbor == label)
                .findFirst()
                .orElseThrow()
                .json;
        record.put(name, plain(map.get(key)));
      }
      records.add(record);
    }
    return records;
  }

  private static Object plain(DataItem item) {
    return switch (item) {
      case UnicodeString text -> text.getString();
      case SimpleValue truth -> truth.equals(SimpleValue.TRUE);
      case Number whole -> new BigDecimal(whole.getValue()).stripTrailingZeros();
      case Array parts -> {
        assertThat(parts.getTag().getValue()).isEqualTo(4);
        Number exponent = (Number) parts.getDataItems().get(0);
        Number mantissa = (Number) parts.getDataItems().get(1);
        yield new BigDecimal(mantissa.getValue())
            .scaleByPowerOfTen(exponent.getValue().intValueExact())
            .stripTrailingZeros();
      }
      default -> throw new AssertionError(item);
    };
  }
}
