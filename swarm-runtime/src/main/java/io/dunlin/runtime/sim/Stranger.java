package io.dunlin.runtime.sim;

import io.dunlin.runtime.sim.Scenario.Point;
import io.dunlin.runtime.transport.Channel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Sends what no honest device would: random bytes, damaged and replayed copies of what it is sent,
 * under one name or under a new one each time. It begins by greeting its victim, so that there is
 * something to copy.
 */
final class Stranger implements Station {
  private static final int KEPT_MAX = 64;

  private final World world;
  private final SimDevice victim;
  private final boolean flood;
  private final SplittableRandom random;
  private final List<byte[]> kept = new ArrayList<>();
  private long sent;

  Stranger(World world, SimDevice victim, boolean flood, SplittableRandom random) {
    this.world = world;
    this.victim = victim;
    this.flood = flood;
    this.random = random;
  }

  @Override
  public String address() {
    return "sim:stranger-of-" + victim.name();
  }

  @Override
  public Point placeAt(long nanos) {
    return victim.placeAt(nanos);
  }

  @Override
  public void hear(String from, Channel channel, byte[] packet) {
    if (kept.size() < KEPT_MAX) kept.add(packet);
    else kept.set(random.nextInt(KEPT_MAX), packet);
  }

  void begin(long packetsPerSecond, long endNanos) {
    victim.meet(address());
    go(1_000_000_000 / packetsPerSecond, endNanos);
  }

  private void go(long gapNanos, long endNanos) {
    if (world.agenda.nowNanos() >= endNanos) return;
    String name = flood ? address() + "-" + sent : address();
    Channel channel = random.nextInt(4) == 0 ? Channel.PROBE : Channel.SYNC;
    world.air.send(this, name, victim.address(), channel, bytes());
    sent++;
    world.agenda.after(gapNanos, () -> go(gapNanos, endNanos));
  }

  private byte[] bytes() {
    if (kept.isEmpty() || random.nextInt(8) == 0) {
      byte[] noise = new byte[random.nextInt(1_025)];
      random.nextBytes(noise);
      return noise;
    }
    byte[] copy = kept.get(random.nextInt(kept.size())).clone();
    return switch (random.nextInt(4)) {
      case 0 -> copy;
      case 1 -> Arrays.copyOf(copy, random.nextInt(copy.length + 1));
      case 2 -> Arrays.copyOf(copy, copy.length + 1 + random.nextInt(64));
      default -> {
        for (int i = random.nextInt(4); i >= 0 && copy.length > 0; i--) {
          copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        }
        yield copy;
      }
    };
  }
}
