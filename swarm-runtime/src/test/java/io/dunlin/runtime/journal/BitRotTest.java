package io.dunlin.runtime.journal;

import static io.dunlin.runtime.journal.Entries.PEER;
import static io.dunlin.runtime.journal.Entries.SELF;
import static io.dunlin.runtime.journal.Entries.STATE;
import static io.dunlin.runtime.journal.Entries.TELEMETRY;
import static io.dunlin.runtime.journal.Entries.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever the medium does to committed bytes: never a wrong entry, never a crash. */
class BitRotTest {
  private static final int SEGMENT = 4_096;
  private final Map<Dot, LogEntry> written = new TreeMap<>();
  private SimDisk disk = new SimDisk();

  @BeforeEach
  void writeASmallJournal() throws IOException {
    try (Journal journal = Journal.open(disk, Entries.setup(1, SEGMENT, _ -> {})).journal()) {
      for (int i = 0; i < 40; i += 10) {
        List<LogEntry> batch = new ArrayList<>(run(SELF, 1, TELEMETRY, i + 1, i + 10));
        batch.addAll(run(PEER, 3, STATE, i + 1, i + 5));
        batch.forEach(e -> written.put(e.dot(), e));
        journal.append(batch);
        assertThat(journal.commit().durable()).hasSize(15);
      }
    }
    disk = disk.copy();
  }

  /** What is found after the damage. */
  private record Found(int entries, long damages, List<Event> events, Knowledge knowledge) {}

  private Found openAndReadAll(SimDisk damaged) throws IOException {
    List<Event> events = new ArrayList<>();
    Recovered recovered = Journal.open(damaged, Entries.setup(2, SEGMENT, events::add));
    Journal journal = recovered.journal();
    int entries = 0;
    for (LogId log : recovered.knowledge().logs().keySet()) {
      for (LogEntry entry : journal.read(log, 1, Integer.MAX_VALUE)) {
        assertThat(entry).isEqualTo(written.get(entry.dot()));
        entries++;
      }
    }
    Knowledge knowledge = journal.knowledge();
    assertThat(knowledge.count()).as("knows only what it can read").isEqualTo(entries);
    return new Found(entries, recovered.report().damageCount(), events, knowledge);
  }

  private static boolean told(Found found) {
    return found.events().stream().anyMatch(e -> e.number() == 1101 || e.number() == 1102);
  }

  @Test
  void flipsOfEveryByteAreDetectedOrHarmless() throws IOException {
    int harmless = 0;
    int detected = 0;
    SplittableRandom random = new SplittableRandom(1);
    for (String name : disk.names()) {
      int length = disk.copy().bytes(name).length;
      for (int at = 0; at < length; at++) {
        SimDisk damaged = disk.copy();
        damaged.bytes(name)[at] ^= (byte) (1 << random.nextInt(8));
        Found found = openAndReadAll(damaged);
        if (found.entries() == written.size()) {
          harmless++;
        } else {
          detected++;
          assertThat(told(found)).as("%s byte %d", name, at).isTrue();
          assertThat(found.entries()).isEqualTo(written.size() - 1);
        }
      }
    }
    assertThat(detected).as("every byte of every entry").isGreaterThan(60 * (8 + 43 + 20));
    assertThat(harmless).isPositive();
  }

  @Test
  void withoutIndexFilesToo() throws IOException {
    for (int i = 0; i < 400; i++) {
      SplittableRandom random = new SplittableRandom(i);
      SimDisk damaged = disk.copy();
      for (String name : damaged.names()) {
        if (name.endsWith(".idx")) damaged.delete(name);
      }
      String name = damaged.names().get(random.nextInt(damaged.names().size()));
      byte[] bytes = damaged.bytes(name);
      for (int j = random.nextInt(3); j >= 0; j--) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      Found found = openAndReadAll(damaged);
      assertThat(found.entries() == written.size() || told(found)).as("seed %d", i).isTrue();
    }
  }

  @Test
  void wholeSectorsZeroedSwappedOrStale() throws IOException {
    for (int i = 0; i < 400; i++) {
      SplittableRandom random = new SplittableRandom(i);
      SimDisk damaged = disk.copy();
      List<String> names = damaged.names().stream().filter(n -> n.endsWith(".log")).toList();
      byte[] one = damaged.bytes(names.get(random.nextInt(names.size())));
      byte[] other = damaged.bytes(names.get(random.nextInt(names.size())));
      int to = random.nextInt(one.length / 512) * 512;
      int from = random.nextInt(other.length / 512) * 512;
      byte[] sector = Arrays.copyOfRange(other, from, from + 512);
      if (random.nextInt(3) == 0) Arrays.fill(sector, (byte) 0);
      boolean changes = !Arrays.equals(one, to, to + 512, sector, 0, 512);
      System.arraycopy(sector, 0, one, to, 512);
      Found found = openAndReadAll(damaged);
      boolean header = to < SegmentHeader.BYTES;
      assertThat(told(found) || !changes || header).as("seed %d", i).isTrue();
    }
  }

  @Test
  void truncatedFiles() throws IOException {
    for (String name : disk.names()) {
      int length = disk.copy().bytes(name).length;
      for (int to : IntStream.iterate(0, n -> n < length, n -> n + 37).toArray()) {
        SimDisk damaged = disk.copy();
        damaged.replace(name, Arrays.copyOf(damaged.bytes(name), to));
        Found found = openAndReadAll(damaged);
        boolean whole = found.entries() == written.size();
        assertThat(whole || told(found)).as("%s cut to %d", name, to).isTrue();
      }
    }
  }

  @Test
  void missingFiles() throws IOException {
    for (String name : disk.names()) {
      SimDisk damaged = disk.copy();
      damaged.delete(name);
      Found found = openAndReadAll(damaged);
      if (name.endsWith(".idx")) assertThat(found.entries()).isEqualTo(written.size());
    }
  }

  @Test
  void noiseInsteadOfFiles() throws IOException {
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < 100; i++) {
      SimDisk damaged = disk.copy();
      String name = damaged.names().get(random.nextInt(damaged.names().size()));
      byte[] noise = new byte[random.nextInt(6_000)];
      random.nextBytes(noise);
      damaged.replace(name, noise);
      openAndReadAll(damaged);
    }
  }

  @Test
  void aLostEntryIsTakenBackFromAPeer() throws IOException {
    byte[] bytes = disk.bytes(disk.names().get(1));
    bytes[SegmentHeader.BYTES + 30] ^= 1;
    Recovered recovered = Journal.open(disk, Entries.setup(2, SEGMENT, _ -> {}));
    Journal journal = recovered.journal();
    LogId log = new LogId(SELF, 1, TELEMETRY);
    assertThat(journal.read(log, 1, Integer.MAX_VALUE)).hasSize(39);
    Knowledge all = Knowledge.empty();
    for (Dot dot : written.keySet()) all = all.plus(dot);
    Knowledge missing = all.minus(journal.knowledge());
    assertThat(missing.count()).isEqualTo(1);
    LogId lost = missing.logs().firstKey();
    LogEntry entry = written.get(new Dot(lost, missing.of(lost).first()));
    assertThat(journal.append(List.of(entry))).isEqualTo(new Receipt.Appended(1));
    assertThat(journal.commit().durable()).containsExactly(entry);
    assertThat(journal.read(log, 1, Integer.MAX_VALUE)).hasSize(40);
    journal.close();
    Recovered again = Journal.open(disk, Entries.setup(3, SEGMENT, _ -> {}));
    assertThat(again.knowledge()).isEqualTo(all);
    assertThat(again.report().duplicates()).isZero();
    assertThat(again.report().damageCount()).as("still remembered").isEqualTo(1);
  }

  @Test
  void aDotWithTwoContentsIsReportedAndTheOlderStays() throws IOException {
    SimDisk other = new SimDisk();
    LogEntry forged =
        new LogEntry(Dot.of(SELF, 1, TELEMETRY, 3), 5, (byte) 1, new byte[] {1, 2, 3});
    try (Journal journal = Journal.open(other, Entries.setup(1, SEGMENT, _ -> {})).journal()) {
      journal.append(run(SELF, 1, TELEMETRY, 1, 2));
      journal.append(List.of(forged));
      journal.commit();
    }
    disk.replace("00000000000000aa.log", renumbered(other, 0xaa));
    List<Event> events = new ArrayList<>();
    Recovered recovered = Journal.open(disk, Entries.setup(2, SEGMENT, events::add));
    assertThat(recovered.report().conflicts()).containsExactly(forged.dot());
    assertThat(recovered.report().duplicates()).isEqualTo(2);
    assertThat(events).anyMatch(e -> e.number() == 1103);
    assertThat(recovered.journal().read(forged.dot().log(), 3, 1))
        .containsExactly(written.get(forged.dot()));
  }

  /** The only segment of a disk under another number. */
  private static byte[] renumbered(SimDisk from, long number) {
    byte[] bytes = from.bytes("0000000000000001.log").clone();
    var header = SegmentHeader.decode(java.nio.ByteBuffer.wrap(bytes)).orElseThrow();
    var changed =
        new SegmentHeader(header.device(), header.epoch(), number, header.salt(), new TreeMap<>());
    changed.encode().get(bytes, 0, SegmentHeader.BYTES);
    return bytes;
  }

  @Test
  void aFrameInsideABodyDoesNotCount() throws IOException {
    SimDisk fresh = new SimDisk();
    byte[] whole = disk.bytes("0000000000000001.log");
    byte[] frames = Arrays.copyOfRange(whole, SegmentHeader.BYTES, whole.length);
    LogEntry carrier = new LogEntry(Dot.of(PEER, 1, TELEMETRY, 1), 1, (byte) 1, frames);
    try (Journal journal = Journal.open(fresh, Entries.setup(1, 1 << 16, _ -> {})).journal()) {
      journal.append(List.of(carrier, carrierNext()));
      journal.commit();
    }
    fresh = fresh.copy();
    fresh.bytes("0000000000000001.log")[SegmentHeader.BYTES + 5] ^= 1;
    fresh.delete("0000000000000001.idx");
    Recovered recovered = Journal.open(fresh, Entries.setup(2, SEGMENT, _ -> {}));
    assertThat(recovered.knowledge().logs().keySet())
        .isSubsetOf(carrier.dot().log(), carrierNext().dot().log());
  }

  private static LogEntry carrierNext() {
    return new LogEntry(Dot.of(PEER, 1, TELEMETRY, 2), 1, (byte) 1, new byte[3]);
  }

  @Test
  void refusesAnotherVersionOfTheFormat() {
    byte[] bytes = disk.bytes(disk.names().get(1));
    var header = java.nio.ByteBuffer.wrap(bytes).putShort(8, (short) 1);
    int length = 52 + 12 * header.getShort(10);
    var crc = new java.util.zip.CRC32C();
    crc.update(bytes, 0, length);
    header.putInt(length, (int) crc.getValue());
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> Journal.open(disk, Entries.setup(2, SEGMENT, _ -> {})))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is of version 1, this program reads version 2");
  }

  @Test
  void refusesTheJournalOfAnotherDevice() {
    var setup =
        new JournalSetup(PEER, 2, Entries.limits(SEGMENT), new SplittableRandom(1), _ -> {});
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> Journal.open(disk, setup))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("belongs to device " + SELF);
  }
}
