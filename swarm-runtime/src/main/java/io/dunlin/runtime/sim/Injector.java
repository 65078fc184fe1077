package io.dunlin.runtime.sim;

import io.dunlin.crdt.causal.Knowledge;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Makes faults happen, and end. */
final class Injector {
  private static final long MILLI = 1_000_000;

  /** Power is away for at least so long. */
  private static final long OUTAGE_LEAST = 2_000 * MILLI;

  private static final long COPY_AGAIN = 100 * MILLI;

  private final World world;
  private final Agenda agenda;
  private final SplittableRandom random;
  private int clones;

  Injector(World world) {
    this.world = world;
    this.agenda = world.agenda;
    this.random = world.fork();
  }

  void schedule(Fault fault) {
    if (fault.kind() == Fault.Kind.ROLLBACK) {
      SimDevice device = world.device(fault.devices().getFirst());
      // A picture of the disk, taken before and played back later.
      Medium[] picture = new Medium[1];
      agenda.at(fault.atNanos() - fault.amount(), () -> picture[0] = device.medium.copy());
      agenda.at(fault.atNanos(), () -> rollback(device, fault, picture[0]));
      return;
    }
    agenda.at(fault.atNanos(), () -> inject(fault));
  }

  private void inject(Fault fault) {
    world.injected(fault.kind());
    SimDevice first = world.device(fault.devices().getFirst());
    switch (fault.kind()) {
      case POWER_CUT -> outage(first, fault, first::cutPower, () -> {});
      case BIT_ROT ->
          outage(
              first,
              fault,
              first::cutPower,
              () -> {
                first.medium.rot((int) fault.amount(), random);
                first.damaged = true;
              });
      case ROLLBACK -> throw new IllegalStateException("scheduled apart");
      case KILL -> {
        first.kill();
        agenda.after(100 * MILLI, first::boot);
      }
      case DISK_FULL -> lasting(fault, on -> first.medium.full(on));
      case DISK_ERROR ->
          lasting(fault, on -> first.medium.failing(on ? (int) fault.amount() : 0, random));
      case CLONE -> clone(first, fault);
      case CLOCK_JUMP -> first.jumpClock(fault.amount());
      case SLOW -> lasting(fault, on -> first.slowNanos = on ? fault.amount() : 0);
      case PARTITION -> block(fault, partition(fault.devices()));
      case ONE_WAY -> block(fault, oneWay(fault.devices()));
      case FLAP -> block(fault, flap(fault));
      case MALFORMED, FLOOD -> stranger(first, fault);
      case LIAR -> liar(first, fault);
    }
  }

  private interface Switch {
    void turn(boolean on);
  }

  private void lasting(Fault fault, Switch what) {
    what.turn(true);
    agenda.after(fault.forNanos(), () -> what.turn(false));
  }

  /** Takes the power away, does something to the disk while it is off, and gives it back. */
  private void outage(SimDevice device, Fault fault, Runnable begin, Runnable whileOff) {
    device.outages++;
    begin.run();
    agenda.after(
        Math.max(fault.forNanos(), OUTAGE_LEAST),
        () -> {
          device.powerless();
          whileOff.run();
          device.outages--;
          device.boot();
        });
  }

  private void rollback(SimDevice device, Fault fault, Medium picture) {
    world.injected(Fault.Kind.ROLLBACK);
    outage(
        device,
        fault,
        device::cutPower,
        () -> {
          device.medium = picture;
          device.damaged = true;
        });
  }

  private void clone(SimDevice original, Fault fault) {
    Medium copy = original.copy();
    if (copy == null) {
      if (agenda.nowNanos() < fault.endNanos()) {
        agenda.after(COPY_AGAIN, () -> clone(original, fault));
      }
      return;
    }
    Scenario.Device spec = original.spec;
    var copied =
        new Scenario.Device(
            "clone-" + ++clones + "-of-" + spec.name(),
            spec.gateway(),
            spec.at(),
            spec.route(),
            0,
            false,
            0);
    SimDevice clone = world.add(copied, original.id, copy);
    clone.damaged = true;
    clone.boot();
    world.discover(clone);
    agenda.after(
        fault.forNanos(),
        () -> {
          Knowledge had = clone.held();
          clone.leave();
          world.lost(clone, had);
        });
  }

  private void block(Fault fault, Air.Block block) {
    world.air.block(block);
    agenda.after(fault.forNanos(), () -> world.air.unblock(block));
  }

  private static Air.Block partition(List<String> names) {
    Set<String> inside = addresses(names);
    return (from, to, _) -> inside.contains(from) != inside.contains(to);
  }

  private static Set<String> addresses(List<String> names) {
    var addresses = new TreeSet<String>();
    for (String name : names) addresses.add(SimDevice.address(name));
    return addresses;
  }

  private static Air.Block oneWay(List<String> names) {
    String from = SimDevice.address(names.getFirst());
    String to = SimDevice.address(names.getLast());
    return (sender, receiver, _) -> sender.equals(from) && receiver.equals(to);
  }

  private static Air.Block flap(Fault fault) {
    Set<String> flapping = addresses(fault.devices());
    long period = Math.max(1, fault.amount());
    return (from, to, now) ->
        now / period % 2 == 0 && (flapping.contains(from) || flapping.contains(to));
  }

  private void stranger(SimDevice near, Fault fault) {
    boolean flood = fault.kind() == Fault.Kind.FLOOD;
    var stranger = new Stranger(world, near, flood, random.split());
    world.air.join(stranger);
    stranger.begin(Math.max(1, fault.amount()), agenda.nowNanos() + fault.forNanos());
    agenda.after(fault.forNanos(), () -> world.air.leave(stranger));
  }

  private void liar(SimDevice near, Fault fault) {
    var liar = new Liar(world, near, random.split());
    world.air.join(liar);
    liar.begin(agenda.nowNanos() + fault.forNanos());
    agenda.after(fault.forNanos(), () -> world.air.leave(liar));
  }
}
