package io.dunlin.runtime.journal;

import static io.dunlin.runtime.journal.Entries.PEER;
import static io.dunlin.runtime.journal.Entries.SELF;
import static io.dunlin.runtime.journal.Entries.TELEMETRY;
import static io.dunlin.runtime.journal.Entries.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.node.JournalSource;
import io.dunlin.runtime.step.LogEntry;
import io.dunlin.runtime.sync.SyncEffect;
import io.dunlin.runtime.sync.SyncInput;
import io.dunlin.runtime.sync.SyncMachine;
import io.dunlin.runtime.sync.SyncSettings;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Two nodes with journals on disks: what rots at one comes back from the other. */
class RotAndPeerTest {
  private static final LogId LOG = new LogId(SELF, 1, TELEMETRY);
  private static final int ENTRIES = 200;
  private long nowNanos = 1_000_000_000;

  private final class Node {
    final Journal journal;
    final Recovered recovered;
    private final SyncMachine sync;
    private final ArrayDeque<byte[]> out = new ArrayDeque<>();

    Node(SimDisk disk, ReplicaId id, long epoch) throws IOException {
      var random = new SplittableRandom(epoch);
      var setup = new JournalSetup(id, epoch, Entries.limits(8_192), random.split(), _ -> {});
      recovered = Journal.open(disk, setup);
      journal = recovered.journal();
      sync =
          new SyncMachine(
              SyncSettings.of(id, epoch, "rot"),
              recovered.knowledge(),
              new JournalSource(journal),
              random);
      step(new SyncInput.PeerConfigured("other", 1));
    }

    void step(SyncInput input) {
      for (SyncEffect effect : sync.step(input, nowNanos)) {
        if (effect instanceof SyncEffect.Send send) out.add(send.packet());
        if (effect instanceof SyncEffect.Append(List<LogEntry> entries)) keep(entries);
      }
    }

    private void keep(List<LogEntry> entries) {
      journal.append(entries);
      step(new SyncInput.Durable(journal.commit().durable()));
    }

    void deliverTo(Node other) {
      for (byte[] packet = out.poll(); packet != null; packet = out.poll()) {
        other.step(new SyncInput.PacketReceived("other", packet));
      }
    }
  }

  /** A minute of their time. */
  private void talk(Node one, Node other) {
    for (int i = 0; i < 2_400; i++) {
      nowNanos += 25_000_000;
      one.step(new SyncInput.Tick());
      other.step(new SyncInput.Tick());
      one.deliverTo(other);
      other.deliverTo(one);
    }
  }

  @Test
  void whatRottedComesBackFromThePeer() throws IOException {
    SimDisk disk = new SimDisk();
    SimDisk peersDisk = new SimDisk();
    Node writer = new Node(disk, SELF, 1);
    Node peer = new Node(peersDisk, PEER, 7);
    writer.keep(run(SELF, 1, TELEMETRY, 1, ENTRIES));
    talk(writer, peer);
    assertThat(peer.journal.knowledge().of(LOG)).isEqualTo(IntervalSet.of(1, ENTRIES));
    writer.journal.close();

    disk.bytes("0000000000000001.log")[SegmentHeader.BYTES + 60] ^= 4;
    disk.delete("0000000000000001.idx");
    Node again = new Node(disk, SELF, 2);
    assertThat(again.recovered.report().damageCount()).isEqualTo(1);
    assertThat(again.recovered.knowledge().of(LOG)).isEqualTo(IntervalSet.of(2, ENTRIES));
    talk(again, peer);
    assertThat(again.journal.read(LOG, 1, Integer.MAX_VALUE))
        .isEqualTo(run(SELF, 1, TELEMETRY, 1, ENTRIES));
  }
}
