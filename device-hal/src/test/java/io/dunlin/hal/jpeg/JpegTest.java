package io.dunlin.hal.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.hal.MalformedDataException;
import io.dunlin.hal.Position;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class JpegTest {
  private static final Position PLACE =
      new Position(-338_567_891, 1_512_093_207, OptionalInt.of(-4_200), OptionalInt.empty());

  private static byte[] photo(Optional<Position> position, OptionalLong utcMillis) {
    byte[] exif = ExifWriter.body(position, utcMillis);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE1});
    out.write((exif.length + 2) >> 8);
    out.write(exif.length + 2);
    out.writeBytes(exif);
    out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xDA, 0, 4, 1, 1, 1, 2, 3, 4, 5, 6});
    out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xD9});
    return out.toByteArray();
  }

  @Property
  void whatIsWrittenIsRead(
      @ForAll @IntRange(min = -900_000_000, max = 900_000_000) int latitudeE7,
      @ForAll @IntRange(min = -1_800_000_000, max = 1_800_000_000) int longitudeE7,
      @ForAll @IntRange(min = -500_000, max = 900_000_000) int altitudeMm,
      @ForAll @LongRange(min = 0, max = 4_000_000_000L) long utcSeconds)
      throws Exception {
    Position place =
        new Position(latitudeE7, longitudeE7, OptionalInt.of(altitudeMm), OptionalInt.empty());
    Exif exif = Jpeg.read(photo(Optional.of(place), OptionalLong.of(utcSeconds * 1000)));
    assertThat(exif.position()).contains(place);
    assertThat(exif.utcMillis(Optional.empty())).hasValue(utcSeconds * 1000);
  }

  @Test
  void localTimeIsUtcOnlyWhereTheOffsetIsKnown() {
    Exif exif =
        new Exif(
            Optional.empty(),
            ExifReader.localTime("2016:06:23 16:32:43"),
            Optional.empty(),
            OptionalLong.empty());
    assertThat(exif.utcMillis(Optional.empty())).isEmpty();
    assertThat(exif.utcMillis(Optional.of(ZoneOffset.ofHours(-5)))).hasValue(1_466_717_563_000L);
    assertThat(ExifReader.localTime("    :  :     :  :  ")).isEmpty();
    assertThat(ExifReader.localTime("0000:00:00 00:00:00")).isEmpty();
  }

  @Test
  void everyTruncationIsToldAndNothingElseIsThrown() {
    byte[] whole = photo(Optional.of(PLACE), OptionalLong.of(1_000));
    for (int size = 0; size < whole.length; size++) {
      byte[] cut = Arrays.copyOf(whole, size);
      assertThatThrownBy(() -> Jpeg.read(cut)).isInstanceOf(MalformedDataException.class);
    }
  }

  @Property(tries = 3000)
  void flippedBytesAreReadOrTold(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int flips) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] hostile = photo(Optional.of(PLACE), OptionalLong.of(1_000));
    for (int i = 0; i < flips; i++) {
      hostile[random.nextInt(hostile.length)] = (byte) random.nextInt();
    }
    try {
      assertThat(Jpeg.read(hostile)).isNotNull();
    } catch (MalformedDataException e) {
      assertThat(e).hasMessageMatching("(?s).{5,}");
    }
  }

  @Test
  void aDirectoryThatPointsBeyondTheEndIsTold() {
    ByteBuffer tiff = ByteBuffer.allocate(16);
    tiff.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(-1);
    assertThatThrownBy(() -> ExifReader.read(tiff))
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("4294967295");
  }
}
