package io.dunlin.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.runtime.step.LogEntry;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FrameRunTest {
  private static final long SALT = 0x5a17_0123_4567_89abL;
  private static final int FROM = 64;
  private static final int START = 4_096;

  private final FrameRun run = new FrameRun();

  /** Frames of entries of many sizes, a mark among them, behind bytes that are not of the run. */
  private static byte[] frames(int entries) {
    var random = new SplittableRandom(entries);
    ByteBuffer to = ByteBuffer.allocate(64 * 1024).position(FROM);
    var frames = new Frames();
    for (int i = 1; i <= entries; i++) {
      LogEntry plain = Entries.run(Entries.SELF, 1, Entries.TELEMETRY, i, i).getFirst();
      byte[] body = new byte[random.nextInt(90)];
      random.nextBytes(body);
      var entry = new LogEntry(plain.dot(), plain.bootNanos(), plain.kind(), body);
      frames.putEntry(to, SALT, START + to.position(), entry);
      if (i == entries / 2) frames.putMark(to, SALT, START + to.position(), START);
    }
    byte[] bytes = new byte[to.position()];
    to.get(0, bytes);
    return bytes;
  }

  @Test
  void rightFramesAreRight() {
    byte[] bytes = frames(40);
    assertThat(run.take(bytes.clone(), FROM, bytes.length, SALT, START)).isTrue();
    assertThat(run.count()).isEqualTo(41);
    assertThat(run.end()).isEqualTo(bytes.length);
  }

  @Test
  void fewAreRightAndSoAreNone() {
    byte[] bytes = frames(1);
    assertThat(run.take(bytes.clone(), FROM, bytes.length, SALT, START)).isTrue();
    assertThat(run.count()).isEqualTo(1);
    assertThat(run.take(bytes.clone(), FROM, FROM, SALT, START)).isTrue();
    assertThat(run.count()).isZero();
    assertThat(run.end()).isEqualTo(FROM);
  }

  @Test
  void anyFlippedBitOfTheRunMakesItWrong() {
    byte[] bytes = frames(40);
    int[] frameAt = new int[bytes.length];
    for (int at = FROM; at < bytes.length; ) {
      int next = at + Frames.HEAD_BYTES + Frames.intAt(bytes, at);
      for (int i = at; i < next; i++) frameAt[i] = at;
      at = next;
    }
    for (int i = FROM; i < bytes.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] rotten = bytes.clone();
        rotten[i] ^= (byte) (1 << bit);
        boolean right = run.take(rotten, FROM, bytes.length, SALT, START);
        // A length that cannot be ends the run before its frame; whoever walks finds that one.
        if (right) assertThat(run.end()).as("byte %d bit %d", i, bit).isEqualTo(frameAt[i]);
      }
    }
  }

  @Test
  void whatStoodElsewhereOrIsOfAnotherSegmentIsWrong() {
    byte[] bytes = frames(40);
    assertThat(run.take(bytes.clone(), FROM, bytes.length, SALT, START + 1)).isFalse();
    assertThat(run.take(bytes.clone(), FROM, bytes.length, SALT + 1, START)).isFalse();
  }

  @Test
  void twoFramesThatChangedPlacesAreWrong() {
    byte[] bytes = frames(2);
    int entry = Frames.HEAD_BYTES + Frames.intAt(bytes, FROM);
    byte[] swapped = bytes.clone();
    System.arraycopy(bytes, FROM + entry, swapped, FROM, Frames.MARK_FRAME_BYTES);
    System.arraycopy(bytes, FROM, swapped, FROM + Frames.MARK_FRAME_BYTES, entry);
    assertThat(run.take(swapped, FROM, swapped.length, SALT, START)).isFalse();
  }
}
