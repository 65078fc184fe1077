package io.dunlin.runtime.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.blob.BlobSpaceException;
import io.dunlin.runtime.host.disk.FileBlobStore;
import io.dunlin.runtime.state.Observation;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.step.Lane;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device with room for four photos drops none that only it has. */
class HeldBlobsTest {
  private static final int PHOTO = 1_000;
  private static final ReplicaId SELF = new ReplicaId(1, 1);
  private static final LogId LOG = new LogId(SELF, 1L << 48, Lane.TELEMETRY.number());
  private static final SeriesDescriptor PHOTOS =
      new SeriesDescriptor(
          "photos", List.of(new SeriesDescriptor.Column("p", "", SeriesDescriptor.Type.BLOB, 0)));

  @TempDir Path directory;
  private final List<Event> events = new ArrayList<>();
  private final TreeMap<Long, LogEntry> journal = new TreeMap<>();
  private FileBlobStore blobs;
  private HeldBlobs held;

  @BeforeEach
  void open() throws Exception {
    restart(false);
  }

  private void restart(boolean dropOldest) throws IOException {
    blobs = FileBlobStore.open(directory, 4 * PHOTO);
    held = new HeldBlobs(SELF, blobs, dropOldest, events::add);
    held.describe(PHOTOS);
  }

  private void readJournal() {
    held.readJournal(
        (log, first, _) ->
            log.equals(LOG) ? List.copyOf(journal.tailMap(first).values()) : List.of(),
        journal.isEmpty()
            ? Knowledge.empty()
            : Knowledge.empty().plus(LOG, IntervalSet.of(1, journal.lastKey())));
  }

  private static byte[] content(long seq) {
    byte[] content = new byte[PHOTO];
    content[0] = (byte) seq;
    return content;
  }

  private boolean has(long seq) {
    return blobs.size(BlobHash.digest(content(seq))).isPresent();
  }

  private LogEntry keep(long seq) throws IOException {
    BlobHash hash = held.keep(content(seq));
    byte[] body = new Observation(PHOTOS.hash(), List.of(hash.toString())).body(PHOTOS);
    return new LogEntry(new Dot(LOG, seq), seq, EntryKind.OBSERVATION, body);
  }

  private void record(long seq) throws IOException {
    LogEntry entry = keep(seq);
    journal.put(seq, entry);
    held.durable(List.of(entry));
  }

  private void commit(long first, long last) {
    held.committed(Knowledge.empty().plus(LOG, IntervalSet.of(first, last)));
  }

  @Test
  void aFullDeviceRefusesAPhotoUntilAGatewayHasOne() throws Exception {
    for (long seq = 1; seq <= 4; seq++) record(seq);
    assertThatThrownBy(() -> keep(5)).isInstanceOf(BlobSpaceException.class);
    commit(2, 2);
    record(5);
    assertThat(List.of(has(1), has(2), has(3), has(4), has(5)))
        .containsExactly(true, false, true, true, true);
  }

  @Test
  void aRestartForgetsNothing() throws Exception {
    for (long seq = 1; seq <= 4; seq++) record(seq);
    blobs.close();
    restart(false);
    assertThatThrownBy(() -> keep(5)).isInstanceOf(BlobSpaceException.class);
    commit(3, 3);
    readJournal();
    record(5);
    assertThat(List.of(has(1), has(2), has(3), has(4))).containsExactly(true, true, false, true);
    assertThatThrownBy(() -> keep(6)).isInstanceOf(BlobSpaceException.class);
  }

  @Test
  void whatNothingNamesMayGoAfterARestart() throws Exception {
    for (long seq = 1; seq <= 4; seq++) blobs.put(content(seq));
    blobs.close();
    restart(false);
    readJournal();
    record(5);
    assertThat(has(5)).isTrue();
  }

  @Test
  void aRefusedObservationHoldsNothing() throws Exception {
    for (long seq = 1; seq <= 3; seq++) record(seq);
    held.refused(List.of(keep(4)));
    record(5);
    assertThat(has(4)).isFalse();
  }

  @Test
  void theStatedPolicyDropsTheOldestAndSaysSo() throws Exception {
    restart(true);
    for (long seq = 1; seq <= 5; seq++) record(seq);
    assertThat(has(1)).isFalse();
    assertThat(has(2)).isTrue();
    assertThat(events).extracting(Event::number).containsExactly(1023);
  }

  @Test
  void aTaskAndAnObservationHoldIndependently() throws Exception {
    for (long seq = 1; seq <= 4; seq++) record(seq);
    BlobHash first = BlobHash.digest(content(1));
    held.pin(first);
    held.unpin(first);
    assertThatThrownBy(() -> keep(5)).isInstanceOf(BlobSpaceException.class);
    held.pin(first);
    commit(1, 2);
    record(5);
    assertThat(has(1)).isTrue();
    assertThat(has(2)).isFalse();
  }
}
