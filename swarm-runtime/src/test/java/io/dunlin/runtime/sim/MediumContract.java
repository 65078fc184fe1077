package io.dunlin.runtime.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every medium of a simulated device promises. */
interface MediumContract {
  ReplicaId SELF = new ReplicaId(1, 2);
  ReplicaId OTHER = new ReplicaId(3, 4);

  Medium medium();

  private static Medium.Store open(Medium medium, long seed) throws IOException {
    return medium.open(SELF, new SplittableRandom(seed));
  }

  private static LogEntry entry(ReplicaId origin, long epoch, long seq) {
    return new LogEntry(
        Dot.of(origin, epoch, 2, seq), seq, EntryKind.OBSERVATION, new byte[] {(byte) seq});
  }

  private static List<LogEntry> own(Medium.Store store, int count) {
    var entries = new ArrayList<LogEntry>();
    for (int seq = 1; seq <= count; seq++) entries.add(entry(SELF, store.epoch(), seq));
    return entries;
  }

  @Test
  default void whatWasCommittedSurvivesAPowerCutAndNothingElseIsInvented() throws IOException {
    for (long seed = 0; seed < 40; seed++) {
      Medium medium = medium();
      Medium.Store store = open(medium, seed);
      List<LogEntry> entries = own(store, 30);
      assertThat(store.append(entries.subList(0, 10))).isEmpty();
      assertThat(store.commit().durable()).isEqualTo(entries.subList(0, 10));
      assertThat(store.append(entries.subList(10, 30))).isEmpty();
      medium.cut(new SplittableRandom(seed));
      Medium.Store again = open(medium, seed + 1_000);
      List<LogEntry> found = again.read(entries.getFirst().dot().log(), 1, 1 << 20);
      assertThat(found).startsWith(entries.subList(0, 10).toArray(LogEntry[]::new));
      assertThat(entries).containsSequence(found);
      assertThat(again.recovered().count()).isEqualTo(found.size());
      assertThat(again.epoch()).isNotEqualTo(store.epoch());
    }
  }

  @Test
  default void aKilledProcessLosesNothing() throws IOException {
    Medium medium = medium();
    Medium.Store store = open(medium, 1);
    assertThat(store.append(own(store, 7))).isEmpty();
    medium.killed();
    assertThat(open(medium, 2).recovered().count()).isEqualTo(7);
  }

  @Test
  default void ownEntriesAreTakenInOrderAndOthersInAny() throws IOException {
    Medium.Store store = open(medium(), 1);
    LogEntry third = entry(SELF, store.epoch(), 3);
    assertThat(store.append(List.of(third))).containsExactly(third);
    assertThat(store.append(List.of(entry(OTHER, 9, 5), entry(OTHER, 9, 2)))).isEmpty();
    assertThat(store.commit().durable()).hasSize(2);
    assertThat(store.read(entry(OTHER, 9, 1).dot().log(), 1, 1 << 20))
        .extracting(each -> each.dot().seq())
        .containsExactly(2L, 5L);
  }

  @Test
  default void aFullDiskRefusesUntilThereIsRoom() throws IOException {
    Medium medium = medium();
    Medium.Store store = open(medium, 1);
    medium.full(true);
    var filling = new ArrayList<LogEntry>();
    for (int seq = 1; seq <= 400; seq++) {
      filling.add(
          new LogEntry(
              Dot.of(SELF, store.epoch(), 2, seq), seq, EntryKind.OBSERVATION, new byte[200]));
    }
    List<LogEntry> refused = store.append(filling);
    assertThat(refused).isNotEmpty().isEqualTo(filling.subList(400 - refused.size(), 400));
    medium.full(false);
    assertThat(store.append(refused)).isEmpty();
  }

  @Test
  default void aCutComesInOneOfTheNextCalls() throws IOException {
    Medium medium = medium();
    Medium.Store store = open(medium, 1);
    medium.cutAfter(3);
    int done = 0;
    try {
      for (LogEntry each : own(store, 50)) {
        store.append(List.of(each));
        store.commit();
        done++;
      }
    } catch (Medium.PowerCut e) {
      assertThat(done).isLessThan(4);
      return;
    }
    throw new AssertionError("the power never went");
  }

  @Test
  default void aCopyGoesItsOwnWay() throws IOException {
    Medium medium = medium();
    Medium.Store store = open(medium, 1);
    List<LogEntry> entries = own(store, 5);
    store.append(entries.subList(0, 3));
    store.commit();
    Medium copy = medium.copy();
    store.append(entries.subList(3, 5));
    store.commit();
    assertThat(open(copy, 2).recovered().count()).isEqualTo(3);
  }
}
