package io.dunlin.runtime.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SimDiskTest implements DiskContract {
  @Override
  public Disk disk() {
    return new SimDisk();
  }

  private static byte readOne(Disk disk, String name, int at) throws IOException {
    try (DiskFile file = disk.open(name)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      return file.readFully(one, at) == 1 ? one.get(0) : -1;
    }
  }

  @Test
  void keepsWhatWasForcedAndAnyPartOfTheRest() throws IOException {
    SimDisk disk = new SimDisk();
    DiskFile file = disk.create("a", 2_048);
    file.writeFully(ByteBuffer.wrap(new byte[] {1}), 0);
    file.force();
    disk.forceDirectory();
    file.writeFully(ByteBuffer.wrap(new byte[] {2}), 600);
    file.writeFully(ByteBuffer.wrap(new byte[] {3}), 1_100);
    file.writeFully(ByteBuffer.wrap(new byte[] {4}), 1_100);
    var seen = new TreeSet<String>();
    for (int seed = 0; seed < 200; seed++) {
      SimDisk after = disk.afterPowerCut(new SplittableRandom(seed));
      assertThat(readOne(after, "a", 0)).isEqualTo((byte) 1);
      seen.add(readOne(after, "a", 600) + " " + readOne(after, "a", 1_100));
    }
    assertThat(seen).containsExactly("0 0", "0 3", "0 4", "2 0", "2 3", "2 4");
  }

  @Test
  void losesUnforcedNames() throws IOException {
    SimDisk disk = new SimDisk();
    disk.create("a", 0);
    disk.forceDirectory();
    disk.create("b", 0);
    disk.rename("a", "c");
    var seen = new TreeSet<String>();
    for (int seed = 0; seed < 50; seed++) {
      seen.add(disk.afterPowerCut(new SplittableRandom(seed)).list().toString());
    }
    assertThat(seen).containsExactly("[a, b]", "[a]", "[b, c]");
  }

  @Test
  void succeedsAfterAFailedForceWithoutTheData() throws IOException {
    SimDisk disk = new SimDisk();
    DiskFile file = disk.create("a", 1);
    file.force();
    disk.forceDirectory();
    file.writeFully(ByteBuffer.wrap(new byte[] {5}), 0);
    disk.faults =
        call -> {
          if (call.equals("force")) throw new IOException("sim");
        };
    assertThatThrownBy(file::force).isInstanceOf(IOException.class);
    disk.faults = SimDisk.NONE;
    file.force();
    assertThat(readOne(disk, "a", 0)).isEqualTo((byte) 5);
    assertThat(readOne(disk.afterPowerCut(new SplittableRandom(1)), "a", 0)).isZero();
  }

  @Test
  void isFullAtItsCapacity() throws IOException {
    SimDisk disk = new SimDisk();
    disk.capacity = 10;
    DiskFile file = disk.create("a", 4);
    assertThat(file.write(ByteBuffer.allocate(20), 4)).isEqualTo(6);
    assertThatThrownBy(() -> file.write(ByteBuffer.allocate(1), 10))
        .isInstanceOf(DiskFullException.class);
    assertThatThrownBy(() -> disk.create("b", 1)).isInstanceOf(DiskFullException.class);
    assertThat(disk.freeBytes()).isZero();
    assertThat(disk.list()).containsExactly("a");
  }
}
