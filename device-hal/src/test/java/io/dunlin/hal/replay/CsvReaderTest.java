package io.dunlin.hal.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.hal.MalformedDataException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class CsvReaderTest {
  private static List<List<String>> read(String text) throws IOException, MalformedDataException {
    List<List<String>> records = new ArrayList<>();
    try (CsvReader reader = new CsvReader(new StringReader(text))) {
      for (List<String> record = reader.next(); record != null; record = reader.next()) {
        records.add(record);
      }
    }
    return records;
  }

  @Property
  void whatIsQuotedIsReadBack(
      @ForAll @Size(min = 1, max = 5)
          List<
                  @StringLength(max = 6) @CharRange(from = 'a', to = 'c')
                  @Chars({'"', ',', '\n', '\r'}) String>
              fields)
      throws Exception {
    String line =
        fields.stream()
            .map(field -> '"' + field.replace("\"", "\"\"") + '"')
            .collect(Collectors.joining(","));
    assertThat(read(line + "\r\n" + line)).containsExactly(fields, fields);
  }

  @Test
  void plainRecordsEndWithEitherLineEnd() throws Exception {
    assertThat(read("\uFEFFa,b\r\n\n1,\n,\"x\"\"y\""))
        .containsExactly(List.of("a", "b"), List.of("1", ""), List.of("", "x\"y"));
    assertThat(read("")).isEmpty();
  }

  @Test
  void anEndlessRecordIsRefused() {
    assertThatThrownBy(() -> read("\"" + "a".repeat(CsvReader.RECORD_CHARS_MAX + 1)))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("65536");
    assertThatThrownBy(() -> read(",".repeat(CsvReader.FIELDS_MAX)))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("256 fields");
  }

  @Test
  void numbersAreReadExactlyAndBounded() {
    assertThat(Decimal.scaled("6.5815293", -7)).hasValue(65_815_293);
    assertThat(Decimal.scaled("-0.00000005", -7)).hasValue(0);
    assertThat(Decimal.scaled("1e3", 0)).hasValue(1000);
    assertThat(Decimal.scaled("9223372036854775808", 0)).isEmpty();
    assertThat(Decimal.scaled("1e999999999", 0)).isEmpty();
    assertThat(Decimal.scaled("NaN", 0)).isEmpty();
    assertThat(Decimal.scaled(Double.NaN, -3)).isEmpty();
    assertThat(Decimal.scaled(1e300, -3)).isEmpty();
  }
}
