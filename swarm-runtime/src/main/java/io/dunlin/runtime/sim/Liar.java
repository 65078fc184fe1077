package io.dunlin.runtime.sim;

import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.sim.Scenario.Point;
import io.dunlin.runtime.sync.SyncEffect;
import io.dunlin.runtime.sync.SyncInput;
import io.dunlin.runtime.sync.SyncMachine;
import io.dunlin.runtime.sync.SyncSettings;
import io.dunlin.runtime.transport.Channel;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A peer that speaks the protocol well and lies: it claims to hold everything its victim holds and
 * much that nobody ever wrote, gives none of it, and takes what it is sent without keeping it.
 */
final class Liar implements Station {
  private static final long MILLI = 1_000_000;

  private final World world;
  private final SimDevice victim;
  private final SyncMachine sync;

  Liar(World world, SimDevice victim, SplittableRandom random) {
    this.world = world;
    this.victim = victim;
    Knowledge claimed = victim.held();
    for (LogId log : victim.held().logs().keySet()) {
      claimed = claimed.plus(log, IntervalSet.of(1, 1L << (10 + random.nextInt(50))));
    }
    var settings = SyncSettings.of(world.randomId(), 1L << 48, "sim");
    sync = new SyncMachine(settings, claimed, (_, _, _) -> List.of(), random.split());
  }

  @Override
  public String address() {
    return "sim:liar-of-" + victim.name();
  }

  @Override
  public Point placeAt(long nanos) {
    return victim.placeAt(nanos);
  }

  void begin(long endNanos) {
    victim.meet(address());
    step(new SyncInput.PeerConfigured(victim.address(), 1));
    tick(endNanos);
  }

  private void tick(long endNanos) {
    if (world.agenda.nowNanos() >= endNanos) return;
    step(new SyncInput.Tick());
    world.agenda.after(50 * MILLI, () -> tick(endNanos));
  }

  @Override
  public void hear(String from, Channel channel, byte[] packet) {
    if (channel == Channel.SYNC) step(new SyncInput.PacketReceived(from, packet));
  }

  private void step(SyncInput input) {
    for (SyncEffect effect : sync.step(input, world.agenda.nowNanos())) {
      if (effect instanceof SyncEffect.Send(String to, byte[] packet)) {
        world.air.send(this, to, Channel.SYNC, packet);
      }
    }
  }
}
