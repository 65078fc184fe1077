package io.dunlin.runtime.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import co.nstant.in.cbor.CborDecoder;
import co.nstant.in.cbor.CborException;
import co.nstant.in.cbor.model.Array;
import co.nstant.in.cbor.model.DataItem;
import io.dunlin.crdt.codec.MalformedException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CborTest {

  /** RFC 8949 appendix A. */
  @Test
  void numbersAreEncodedAsTheStandardShows() {
    assertThat(hex(new CborWriter().number(0))).isEqualTo("00");
    assertThat(hex(new CborWriter().number(23))).isEqualTo("17");
    assertThat(hex(new CborWriter().number(24))).isEqualTo("1818");
    assertThat(hex(new CborWriter().number(1000))).isEqualTo("1903e8");
    assertThat(hex(new CborWriter().number(1000000000000L))).isEqualTo("1b000000e8d4a51000");
    assertThat(hex(new CborWriter().number(-1))).isEqualTo("20");
    assertThat(hex(new CborWriter().number(-1000))).isEqualTo("3903e7");
    assertThat(hex(new CborWriter().text("ü"))).isEqualTo("62c3bc");
    assertThat(hex(new CborWriter().real(1.1))).isEqualTo("fb3ff199999999999a");
    assertThat(hex(new CborWriter().bool(true).nothing())).isEqualTo("f5f6");
  }

  @Test
  void mapKeysAreSortedByTheirBytesWhateverTheOrderOfWriting() {
    var there = new CborWriter().fields(f -> f.number("bb", 1).number("a", 2).number("c", 3));
    var back = new CborWriter().fields(f -> f.number("c", 3).number("a", 2).number("bb", 1));
    assertThat(hex(there)).isEqualTo(hex(back)).isEqualTo("a3616102616303626262" + "01");
  }

  @Property
  void whatIsWrittenIsReadBack(@ForAll long number, @ForAll String text, @ForAll byte[] bytes)
      throws MalformedException {
    if (!text.codePoints().allMatch(c -> c < 0xd800 || c > 0xdfff)) return;
    byte[] encoded =
        new CborWriter()
            .fields(f -> f.number("n", number).text("t", text).bytes("b", bytes))
            .toBytes();
    var item = CborReader.read(encoded);
    assertThat(item.field("n").number()).isEqualTo(number);
    assertThat(item.field("t").text()).isEqualTo(text);
    assertThat(item.field("b").bytes()).isEqualTo(bytes);
  }

  @Property
  void anIndependentDecoderAgrees(@ForAll List<Long> numbers) throws CborException {
    byte[] encoded = new CborWriter().array(numbers, CborWriter::number).toBytes();
    DataItem decoded = CborDecoder.decode(encoded).getFirst();
    var read =
        ((Array) decoded)
            .getDataItems().stream()
                .map(n -> ((co.nstant.in.cbor.model.Number) n).getValue().longValue())
                .toList();
    assertThat(read).isEqualTo(numbers);
  }

  /** Whatever is accepted has exactly this encoding. */
  @Property(tries = 5000)
  void hostileBytesAreMalformedOrCanonical(@ForAll byte[] bytes) {
    try {
      var item = CborReader.read(bytes);
      assertThat(item).isNotNull();
    } catch (MalformedException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Test
  void theReaderRefusesWhatIsNotCanonical() {
    malformed("1817", "a number not in its shortest form");
    malformed("9f01ff", "an indefinite array");
    malformed("a2616201616101", "keys out of order");
    malformed("a2616101616101", "a key twice");
    malformed("0000", "bytes after the item");
    malformed("1bffffffffffffffff", "a number beyond a signed long");
    malformed("5b7fffffffffffffff", "a string longer than what is there");
    malformed("9b00000000ffffffff", "an array longer than what is there");
    malformed("fb7ff8000000000000", "NaN");
    malformed("61ff", "text that is not UTF-8");
    malformed("81".repeat(40) + "00", "deep nesting");
  }

  @Test
  void aMissingOrMistypedFieldIsNamed() throws MalformedException {
    var item =
        CborReader.read(
            new CborWriter().map(new TreeMap<String, String>(), CborWriter::text).toBytes());
    assertThatThrownBy(() -> item.field("speed")).hasMessageContaining("speed");
    assertThatThrownBy(item::number).hasMessageContaining("whole number");
  }

  private static void malformed(String hex, String why) {
    assertThatThrownBy(() -> CborReader.read(HexFormat.of().parseHex(hex)))
        .as(why)
        .isInstanceOf(MalformedException.class);
  }

  private static String hex(CborWriter writer) {
    return HexFormat.of().formatHex(writer.toBytes());
  }
}
