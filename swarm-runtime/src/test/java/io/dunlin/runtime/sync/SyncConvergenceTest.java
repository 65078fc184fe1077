package io.dunlin.runtime.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Replicas joined by a network become equal, at a price near the bound. */
class SyncConvergenceTest {

  @Test
  void twoReplicasBecomeEqual() {
    var net = new Net(1);
    SimNode a = net.add(1_024);
    SimNode b = net.add(1_024);
    net.connect(a, b);
    a.write(2, 100, 16);
    b.write(1, 3, 40);
    assertThat(net.runUntilEqual(10_000)).isNotNegative();
    assertThat(a.journal).isEqualTo(b.journal).hasSize(103);
  }
}
