package io.dunlin.gateway.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.HybridClock;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.map.Document;
import io.dunlin.gateway.store.sqlite.SqliteStore;
import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.state.Committed;
import io.dunlin.runtime.state.Observation;
import io.dunlin.runtime.state.Put;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.state.StateView;
import io.dunlin.runtime.state.SwarmState;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.step.Lane;
import io.dunlin.runtime.step.LogEntry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An observation is whole only when the photo that it names is on the gateway's medium. */
class BlobCollectorTest {
  private static final ReplicaId GATEWAY = new ReplicaId(9, 9);
  private static final LogId LOG =
      new LogId(new ReplicaId(1, 1), 1L << 48, Lane.TELEMETRY.number());
  private static final LogId OTHER =
      new LogId(new ReplicaId(2, 2), 1L << 48, Lane.TELEMETRY.number());
  private static final SeriesDescriptor PHOTOS =
      new SeriesDescriptor(
          "photos", List.of(new SeriesDescriptor.Column("p", "", SeriesDescriptor.Type.BLOB, 0)));
  private static final SeriesDescriptor AIR =
      new SeriesDescriptor(
          "air", List.of(new SeriesDescriptor.Column("t", "Cel", SeriesDescriptor.Type.INT, -2)));

  @TempDir Path directory;
  private final FakeDevice device = new FakeDevice();
  private final List<Event> events = new ArrayList<>();
  private SqliteStore store;
  private BlobCollector collector;

  /** Remembers what it is asked; a blob is here when the test says so. */
  private static final class FakeDevice implements BlobCollector.Device {
    final TreeSet<BlobHash> here = new TreeSet<>();
    final TreeSet<BlobHash> kept = new TreeSet<>();
    final List<BlobHash> asked = new ArrayList<>();
    final List<List<ReplicaId>> holders = new ArrayList<>();

    @Override
    public boolean has(BlobHash hash) {
      return here.contains(hash);
    }

    @Override
    public void keepForGood(BlobHash hash) {
      kept.add(hash);
    }

    @Override
    public void fetch(BlobHash hash, List<ReplicaId> from) {
      asked.add(hash);
      holders.add(from);
    }

    @Override
    public void known() {}
  }

  @BeforeEach
  void open() throws Exception {
    store = SqliteStore.open(directory);
    restart(view(PHOTOS, AIR));
  }

  private void restart(StateView view) throws Exception {
    collector = new BlobCollector(GATEWAY, store, view, device, events::add);
  }

  private static StateView view(SeriesDescriptor... described) {
    return view(Stream.of(described).map(SeriesDescriptor::put).toList());
  }

  private static StateView view(List<Put> puts) {
    var state = new SwarmState((_, _) -> true, new Document());
    long seq = 0;
    var log = new LogId(GATEWAY, 1L << 48, Lane.STATE.number());
    var clock = new HybridClock();
    for (Put put : puts) {
      state.apply(state.write(put, new Dot(log, ++seq), clock.tick(1)));
    }
    return state.view();
  }

  private static BlobHash photo(long seq) {
    return BlobHash.digest(("photo " + seq).getBytes(StandardCharsets.UTF_8));
  }

  private static LogEntry photoRow(LogId log, long seq) {
    byte[] body = new Observation(PHOTOS.hash(), List.of(photo(seq).toString())).body(PHOTOS);
    return new LogEntry(new Dot(log, seq), seq, EntryKind.OBSERVATION, body);
  }

  private static LogEntry airRow(long seq) {
    byte[] body = new Observation(AIR.hash(), List.of(seq)).body(AIR);
    return new LogEntry(new Dot(LOG, seq), seq, EntryKind.OBSERVATION, body);
  }

  private void store(LogEntry... entries) throws Exception {
    store.upsert(List.of(entries));
    collector.stored(List.of(entries));
    collector.tend();
  }

  private void arrive(long seq) {
    device.here.add(photo(seq));
    collector.fetched(photo(seq));
  }

  private IntervalSet whole() {
    return collector.whole(store.held()).of(LOG);
  }

  @Test
  void anObservationIsWholeOnlyWhenItsPhotoIsHere() throws Exception {
    store(airRow(1), photoRow(LOG, 2), airRow(3));
    assertThat(device.asked).containsExactly(photo(2));
    assertThat(device.holders).containsExactly(List.of(LOG.origin()));
    assertThat(device.kept).contains(photo(2));
    assertThat(whole()).isEqualTo(IntervalSet.of(1).plus(3));
    arrive(2);
    assertThat(whole()).isEqualTo(IntervalSet.of(1, 3));
    assertThat(collector.progress()).isEqualTo(new BlobCollector.Progress(0, 1));
  }

  @Test
  void aRestartedGatewayKnowsWhatItLacks() throws Exception {
    store(photoRow(LOG, 1), photoRow(LOG, 2), airRow(3));
    arrive(1);
    device.asked.clear();
    restart(view(PHOTOS, AIR));
    collector.tend();
    assertThat(device.asked).containsExactly(photo(2));
    assertThat(whole()).isEqualTo(IntervalSet.of(1).plus(3));
  }

  @Test
  void nothingOfASeriesIsWholeBeforeItIsDescribed() throws Exception {
    restart(view());
    store(airRow(1), photoRow(LOG, 2), airRow(3));
    assertThat(whole()).isEqualTo(IntervalSet.empty());
    assertThat(device.asked).isEmpty();
    collector.changed(view(AIR));
    assertThat(whole()).isEqualTo(IntervalSet.of(1).plus(3));
    collector.changed(view(AIR, PHOTOS));
    assertThat(whole()).isEqualTo(IntervalSet.of(1).plus(3));
    collector.tend();
    assertThat(device.asked).containsExactly(photo(2));
    arrive(2);
    assertThat(whole()).isEqualTo(IntervalSet.of(1, 3));
  }

  @Test
  void oneBlobAtATimeFromOneDevice() throws Exception {
    store(photoRow(LOG, 1), photoRow(LOG, 2), photoRow(OTHER, 3));
    assertThat(device.asked).containsExactly(photo(1), photo(3));
    arrive(1);
    assertThat(device.asked).containsExactly(photo(1), photo(3), photo(2));
  }

  @Test
  void whatNobodyGivesLetsOthersGoFirstAndStaysUnsafe() throws Exception {
    store(photoRow(LOG, 1), photoRow(LOG, 2));
    collector.fetchFailed(photo(1), "nobody");
    collector.tend();
    assertThat(device.asked).containsExactly(photo(1), photo(2));
    arrive(2);
    assertThat(whole()).isEqualTo(IntervalSet.of(2));
    assertThat(collector.progress().outstanding()).isEqualTo(1);
  }

  @Test
  void whatWasToldIsNeverWithdrawn() throws Exception {
    store(photoRow(LOG, 1), photoRow(LOG, 2));
    arrive(1);
    Knowledge told = collector.whole(store.held());
    assertThat(told.of(LOG)).isEqualTo(IntervalSet.of(1));
    // Even where the photo went bad on the gateway's medium meanwhile.
    device.here.clear();
    restart(view(List.of(PHOTOS.put(), new Committed(GATEWAY, told).put())));
    assertThat(whole()).isEqualTo(IntervalSet.of(1));
    collector.tend();
    assertThat(device.asked).contains(photo(1), photo(2));
  }
}
