package io.dunlin.gateway.host;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.gateway.ObservationStore;
import io.dunlin.gateway.StoreException;
import io.dunlin.gateway.StoredObservation;
import io.dunlin.gateway.web.DashboardSource;
import io.dunlin.gateway.web.ObservationQuery;
import io.dunlin.gateway.web.Snapshot;
import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.host.DeviceHost;
import io.dunlin.runtime.node.NodePicture;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the dashboard is shown: the gateway's device and its store. */
record Dashboard(String swarm, DeviceHost device, ObservationStore store)
    implements DashboardSource, ObservationQuery {

  @Override
  public ZoneId zone() {
    return ZoneId.systemDefault();
  }

  @Override
  public Snapshot snapshot() {
    try {
      NodePicture picture = device.picture();
      return new Snapshot(
          device.id(),
          picture.view(),
          picture.digest(),
          picture.nowNanos(),
          picture.utcMillis(),
          picture.peers(),
          picture.presences(),
          picture.island(),
          picture.counters());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the gateway is stopping", e);
    }
  }

  @Override
  public ObservationQuery observations() {
    return this;
  }

  @Override
  public Optional<InputStream> blob(BlobHash hash) throws IOException {
    return device.blobs().open(hash);
  }

  @Override
  public List<Row> newest(Optional<ReplicaId> origin, Optional<String> series, int rowsMax)
      throws IOException {
    try {
      var rows = new ArrayList<Row>();
      for (StoredObservation each :
          store.newest(origin.orElse(null), series.orElse(null), rowsMax)) {
        rows.add(new Row(each.dot(), each.bootNanos(), each.utcMillis(), each.body()));
      }
      return rows;
    } catch (StoreException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public List<Held> held() throws IOException {
    try {
      Knowledge held = store.held();
      var logs = new ArrayList<Held>();
      for (Map.Entry<LogId, Long> each : store.rows().entrySet()) {
        IntervalSet entries = held.of(each.getKey());
        logs.add(
            new Held(
                each.getKey(),
                entries,
                each.getValue(),
                Math.max(0, each.getValue() - entries.count())));
      }
      return logs;
    } catch (StoreException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
