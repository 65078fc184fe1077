package io.dunlin.gateway.web;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.causal.Stamp;
import io.dunlin.gateway.Diagnostic;
import io.dunlin.gateway.IntakeResult;
import io.dunlin.gateway.MissionGate;
import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.membership.Presence;
import io.dunlin.runtime.state.Mission;
import io.dunlin.runtime.state.Observation;
import io.dunlin.runtime.state.Put;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.state.SignedMission;
import io.dunlin.runtime.state.SwarmState;
import io.dunlin.runtime.sync.PeerView;
import io.dunlin.runtime.sync.SyncCounters;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** A swarm that exists only in this object; what is put in is what the dashboard shows. */
final class FakeSwarm implements DashboardSource, MissionGate, ObservationQuery {
  static final ReplicaId SELF = new ReplicaId(0x1111, 1);

  private final SwarmState state = new SwarmState((_, _) -> true);
  private long writes;
  final Map<ReplicaId, Presence> presences = new TreeMap<>();
  final Map<ReplicaId, PeerView> peers = new TreeMap<>();
  final SortedSet<ReplicaId> island = new TreeSet<>();
  final List<Row> rows = new ArrayList<>();
  final Map<BlobHash, byte[]> blobs = new ConcurrentHashMap<>();
  final List<String> accepted = new ArrayList<>();
  final List<String> cancelled = new ArrayList<>();
  boolean storeBroken;
  long nowMillis = 1_800_000_000_000L;
  long needed;

  synchronized void put(Put put) {
    putAt(put, nowMillis);
  }

  synchronized void putAt(Put put, long stampMillis) {
    writes++;
    Dot dot = Dot.of(SELF, 7, 1, writes);
    state.apply(state.write(put, dot, new Stamp(stampMillis, (int) (writes & 0xffff))));
  }

  synchronized String mission(Mission mission) {
    var signed =
        new SignedMission(mission.name(), mission.canonicalBytes(), new byte[64], nowMillis, false);
    put(signed.put());
    return signed.revision();
  }

  synchronized String blob(byte[] content) {
    BlobHash hash = BlobHash.digest(content);
    blobs.put(hash, content);
    return hash.toString();
  }

  synchronized void observe(ReplicaId device, SeriesDescriptor series, long seq, Object... values) {
    byte[] body = new Observation(series.hash(), List.of(values)).body(series);
    rows.addFirst(new Row(Dot.of(device, 7, 2, seq), seq * 1_000_000_000, nowMillis, body));
    if (rows.size() > 5000) rows.removeLast();
  }

  @Override
  public String swarm() {
    return "river";
  }

  @Override
  public ZoneId zone() {
    return ZoneId.of("Europe/Brussels");
  }

  @Override
  public synchronized Snapshot snapshot() {
    return new Snapshot(
        SELF,
        state.view(),
        BlobHash.digest(Long.toString(writes).getBytes(StandardCharsets.UTF_8)).toString(),
        nowMillis * 1_000_000,
        nowMillis,
        List.copyOf(peers.values()),
        List.copyOf(presences.values()),
        island,
        new SyncCounters(
            0,
            0,
            48_200 + needed / 9,
            1_240_000 + needed,
            8_300 + needed / 50,
            0,
            2_100,
            0,
            0,
            0,
            0,
            0));
  }

  @Override
  public ObservationQuery observations() {
    return this;
  }

  @Override
  public Optional<InputStream> blob(BlobHash hash) {
    byte[] content = blobs.get(hash);
    return content == null ? Optional.empty() : Optional.of(new ByteArrayInputStream(content));
  }

  @Override
  public synchronized List<Row> newest(
      Optional<ReplicaId> device, Optional<String> series, int rowsMax) throws IOException {
    if (storeBroken) throw new IOException("disk is gone");
    var view = state.view();
    return rows.stream()
        .filter(row -> device.isEmpty() || row.dot().origin().equals(device.get()))
        .filter(row -> series.isEmpty() || series.get().equals(name(view.series(), row)))
        .limit(rowsMax)
        .toList();
  }

  private static String name(Map<String, SeriesDescriptor> known, Row row) {
    try {
      SeriesDescriptor descriptor = known.get(Observation.seriesOf(row.body()));
      return descriptor == null ? "" : descriptor.series();
    } catch (io.dunlin.crdt.codec.MalformedException e) {
      return "";
    }
  }

  @Override
  public synchronized List<Held> held() {
    var counts = new TreeMap<LogId, IntervalSet>();
    for (Row row : rows) {
      counts.merge(row.dot().log(), IntervalSet.of(row.dot().seq()), IntervalSet::union);
    }
    var held = new ArrayList<Held>();
    counts.forEach((log, set) -> held.add(new Held(log, set, set.count(), 2)));
    return held;
  }

  @Override
  public IntakeResult accept(byte[] file, String name, String via) {
    String text = new String(file, StandardCharsets.UTF_8);
    if (text.contains("full"))
      return new IntakeResult.Rejected(IntakeResult.Why.NOT_STORED, List.of());
    if (text.contains("schema: dunlin.mission/v1")) {
      accepted.add(text);
      return new IntakeResult.Accepted("river-search", "ab".repeat(32), 14, false, List.of());
    }
    return new IntakeResult.Rejected(
        IntakeResult.Why.INVALID,
        List.of(
            new Diagnostic(
                "DNL-M0201",
                Diagnostic.Severity.ERROR,
                7,
                5,
                "/tasks/scan-a/neds",
                "unknown key \"neds\" <img src=x onerror=alert(1)>",
                "after, args, at, deadline, do, effort, gives, needs",
                "needs")));
  }

  @Override
  public boolean cancel(String name, String via) throws IOException {
    if (name.equals("stuck")) throw new IOException("no space left on device");
    if (!name.equals("river-search")) return false;
    cancelled.add(name);
    return true;
  }
}
