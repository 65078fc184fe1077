package io.dunlin.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What every disk does when nothing goes wrong. */
public interface DiskContract {
  /** A fresh, empty one. */
  Disk disk() throws IOException;

  private static ByteBuffer bytes(int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length);
    for (int value : values) buffer.put((byte) value);
    return buffer.flip();
  }

  private static byte[] content(DiskFile file) throws IOException {
    ByteBuffer into = ByteBuffer.allocate((int) file.size() + 10);
    return java.util.Arrays.copyOf(into.array(), file.readFully(into, 0));
  }

  @Test
  default void createsFilledWithZeros() throws IOException {
    Disk disk = disk();
    try (DiskFile file = disk.create("a.log", 100_000)) {
      assertThat(file.size()).isEqualTo(100_000);
      assertThat(content(file)).containsOnly(0);
      assertThatThrownBy(() -> disk.create("a.log", 1)).isInstanceOf(IOException.class);
      assertThat(file.size()).isEqualTo(100_000);
    }
    try (DiskFile file = disk.create("empty", 0)) {
      assertThat(file.size()).isZero();
    }
    assertThat(disk.list()).containsExactly("a.log", "empty");
  }

  @Test
  default void readsAndWritesAtPositions() throws IOException {
    Disk disk = disk();
    try (DiskFile file = disk.create("a", 4);
        DiskFile other = disk.open("a")) {
      ByteBuffer from = bytes(1, 2, 3);
      file.writeFully(from, 2);
      assertThat(from.hasRemaining()).isFalse();
      assertThat(content(other)).containsExactly(0, 0, 1, 2, 3);
      file.writeFully(bytes(9), 7);
      file.force();
      assertThat(content(other)).containsExactly(0, 0, 1, 2, 3, 0, 0, 9);
      assertThat(other.read(ByteBuffer.allocate(1), 8)).isEqualTo(-1);
      assertThat(other.read(ByteBuffer.allocate(1), 800)).isEqualTo(-1);
      ByteBuffer tail = ByteBuffer.allocate(5);
      assertThat(other.readFully(tail, 6)).isEqualTo(2);
      assertThat(tail.position()).isEqualTo(2);
    }
  }

  @Test
  default void truncatesAndDoesNotGrow() throws IOException {
    Disk disk = disk();
    try (DiskFile file = disk.create("a", 0)) {
      file.writeFully(bytes(1, 2, 3), 0);
      file.truncate(5);
      assertThat(file.size()).isEqualTo(3);
      file.truncate(1);
      assertThat(content(file)).containsExactly(1);
      file.writeFully(bytes(7), 2);
      assertThat(content(file)).containsExactly(1, 0, 7);
    }
  }

  @Test
  default void renamesOverAndDeletes() throws IOException {
    Disk disk = disk();
    try (DiskFile a = disk.create("a", 0);
        DiskFile b = disk.create("b", 0)) {
      a.writeFully(bytes(1), 0);
      b.writeFully(bytes(2), 0);
    }
    disk.rename("a", "b");
    disk.forceDirectory();
    assertThat(disk.list()).containsExactly("b");
    try (DiskFile b = disk.open("b")) {
      assertThat(content(b)).containsExactly(1);
    }
    disk.delete("b");
    disk.delete("b");
    assertThat(disk.list()).isEmpty();
    assertThatThrownBy(() -> disk.open("b")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> disk.rename("b", "c")).isInstanceOf(IOException.class);
  }

  @Test
  default void knowsItsFreeBytes() throws IOException {
    assertThat(disk().freeBytes()).isPositive();
  }
}
