package io.dunlin.crdt.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

class ByteReaderTest {
  @Property(edgeCases = EdgeCasesMode.NONE)
  void readsBackWhatWasWritten(
      @ForAll @IntRange(max = 255) int u8,
      @ForAll @IntRange(max = 65_535) int u16,
      @ForAll @LongRange(max = 0xffff_ffffL) long u32,
      @ForAll long any,
      @ForAll byte[] bytes)
      throws MalformedException {
    ByteWriter to = new ByteWriter();
    to.u8(u8).u16(u16).u32(u32).u64(any).varint(any).zigzag(any).bytes(bytes).raw(bytes);
    to.string("ä€😀");
    assertThat(to.size()).isEqualTo(to.toBytes().length);

    ByteReader from = new ByteReader(to.toBytes());
    assertThat(from.u8()).isEqualTo(u8);
    assertThat(from.u16()).isEqualTo(u16);
    assertThat(from.u32()).isEqualTo(u32);
    assertThat(from.u64()).isEqualTo(any);
    assertThat(from.varint()).isEqualTo(any);
    assertThat(from.zigzag()).isEqualTo(any);
    assertThat(from.bytes(bytes.length)).isEqualTo(bytes);
    assertThat(from.raw(bytes.length)).isEqualTo(bytes);
    assertThat(from.string(9)).isEqualTo("ä€😀");
    from.end();
  }

  /** Whatever it accepts it would have written itself. */
  @Property
  void aVarintHasOneSpelling(@ForAll byte[] bytes) {
    ByteReader from = new ByteReader(bytes);
    try {
      long value = from.varint();
      byte[] read = new ByteReader(bytes).raw(bytes.length - from.remaining());
      assertThat(new ByteWriter().varint(value).toBytes()).isEqualTo(read);
    } catch (MalformedException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  @Example
  void goldenNumbers() {
    assertThat(hex(new ByteWriter().varint(0).varint(127).varint(128).varint(-1)))
        .isEqualTo("00" + "7f" + "8001" + "ffffffffffffffffff01");
    assertThat(hex(new ByteWriter().zigzag(0).zigzag(-1).zigzag(1).zigzag(Long.MIN_VALUE)))
        .isEqualTo("00" + "01" + "02" + "ffffffffffffffffff01");
    assertThat(hex(new ByteWriter().u16(0x102).u32(0x1020304L).u64(-2)))
        .isEqualTo("0102" + "01020304" + "fffffffffffffffe");
  }

  @Example
  void refusesSpellingsAndLengthsThatAreWrong() {
    assertMalformed(() -> read("8000").varint());
    assertMalformed(() -> read("80").varint());
    assertMalformed(() -> read("ffffffffffffffffff02").varint());
    assertMalformed(() -> read("ffffffffffffffffffff01").varint());
    assertMalformed(() -> read("81").u16());
    assertMalformed(() -> read("05" + "01020304").bytes(100));
    assertMalformed(() -> read("04" + "01020304").bytes(3));
    assertMalformed(() -> read("ffffffffffffffffff01").bytes(Integer.MAX_VALUE));
    assertMalformed(() -> read("ffffffff07").bytes(Integer.MAX_VALUE));
    assertMalformed(() -> read("04" + "00").count(9, 1));
    assertMalformed(() -> read("02" + "000000").count(9, 2));
    assertMalformed(() -> read("01").raw(2));
    assertMalformed(() -> read("01").raw(-1));
    assertMalformed(() -> read("00").end());
  }

  @Example
  void refusesTextThatIsNotUtf8() {
    assertMalformed(() -> read("01" + "ff").string(9));
    assertMalformed(() -> read("02" + "c080").string(9));
    assertMalformed(() -> read("03" + "eda080").string(9));
  }

  @Example
  void theWriterRefusesWhatDoesNotFit() {
    assertRefused(() -> new ByteWriter().u8(256));
    assertRefused(() -> new ByteWriter().u8(-1));
    assertRefused(() -> new ByteWriter().u16(65_536));
    assertRefused(() -> new ByteWriter().u32(1L << 32));
    assertRefused(() -> new ByteWriter().string("\udc00"));
  }

  private static void assertMalformed(ThrowingCallable reading) {
    assertThatThrownBy(reading).isInstanceOf(MalformedException.class);
  }

  private static void assertRefused(ThrowingCallable writing) {
    assertThatThrownBy(writing).isInstanceOf(IllegalArgumentException.class);
  }

  private static ByteReader read(String hex) {
    return new ByteReader(HexFormat.of().parseHex(hex));
  }

  private static String hex(ByteWriter writer) {
    return HexFormat.of().formatHex(writer.toBytes());
  }
}
