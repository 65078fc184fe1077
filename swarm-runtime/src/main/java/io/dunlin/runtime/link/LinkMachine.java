package io.dunlin.runtime.link;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.runtime.link.LinkInput.Gone;
import io.dunlin.runtime.link.LinkInput.Neighbour;
import io.dunlin.runtime.link.LinkInput.PacketReceived;
import io.dunlin.runtime.link.LinkInput.Tick;
import io.dunlin.runtime.link.LinkInput.Transferred;
import io.dunlin.runtime.link.LinkInput.Utc;
import io.dunlin.runtime.state.LinkMeasure;
import io.dunlin.runtime.state.LinkRow;
import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.step.Machine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Probes neighbours and keeps the own row of l_ij.
 *
 * <p>Each neighbour is probed every 2 s, every 4 s once its measures are stable, every 500 ms while
 * answers are missing; after {@value Target#MISSES_MAX} missing ones it is down, and probed ever
 * more rarely, up to every 16 s. Now and then a pair of full-size probes goes out back to back; how
 * far apart they arrive tells the throughput. Loss is that of the outward way alone: the neighbour
 * says which of our probes it heard.
 *
 * <p>At most {@value #TARGETS_MAX} addresses are probed and {@value #HEARINGS_MAX} listened to. A
 * step costs O(1), a Tick O(addresses).
 */
public final class LinkMachine implements Machine<LinkInput, LinkEffect> {
  static final int TARGETS_MAX = 64;
  static final int HEARINGS_MAX = 256;

  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000 * MILLI;
  private static final long PERIOD_LEAST = 2 * SECOND;
  private static final long PERIOD_STABLE_LEAST = 4 * SECOND;
  private static final long PERIOD_MISSING = SECOND / 2;
  private static final long STABLE_AFTER = 120 * SECOND;
  private static final long CLOCK_EVERY = 60 * SECOND;

  /** Every so many probes are a pair, once there are a few. */
  private static final int PAIR_EVERY = 15;

  /** Shorter transfers tell more of the start than of the link. */
  private static final long TRANSFER_BYTES_MIN = 16 * 1024;

  private static final int PROBE_BYTES = 32;
  private static final int EVENT_UP = 1400;
  private static final int EVENT_DOWN = 1401;
  private static final int EVENT_MALFORMED = 1402;

  private final int swarmTag;
  private final int packetBytesMax;
  private final SplittableRandom random;
  private final int stream;
  private final TreeMap<String, Target> targets = new TreeMap<>();
  private final LinkedHashMap<String, Hearing> hearings = new LinkedHashMap<>();
  private final TreeMap<String, Long> rates = new TreeMap<>();
  private final Publisher publisher;

  /** Longest time between two probes of a link that is up. */
  private final long quietNanos;

  private boolean hasUtc;
  private long utcMillis;
  private long utcUncertaintyMillis;
  private long utcNanos;
  private long malformed;
  private List<LinkEffect> effects = new ArrayList<>();

  /**
   * @param swarmTag as in sync packets
   * @param packetBytesMax 64 to 1,024
   * @param quietNanos longest time between two probes of a link that is up, at least 8 s; the
   *     periods named above are those for 8 s
   * @param random forked for this machine alone
   */
  public LinkMachine(int swarmTag, int packetBytesMax, long quietNanos, SplittableRandom random) {
    this.quietNanos = quietNanos;
    this.publisher = new Publisher(quietNanos);
    this.swarmTag = swarmTag;
    this.packetBytesMax = packetBytesMax;
    this.random = random;
    this.stream = random.nextInt(0x1_0000);
  }

  @Override
  public List<LinkEffect> step(LinkInput input, long nowNanos) {
    switch (input) {
      case Tick _ -> tick(nowNanos);
      case PacketReceived(String address, byte[] packet) -> received(address, packet, nowNanos);
      case Neighbour(String address, ReplicaId peer) -> neighbour(address, peer, nowNanos);
      case Gone(String address) -> {
        targets.remove(address);
        rates.remove(address);
      }
      case Transferred(String address, long bytes, long nanos) ->
          transferred(address, bytes, nanos);
      case Utc(long millis, long uncertaintyMillis) -> {
        hasUtc = true;
        utcMillis = millis;
        utcUncertaintyMillis = uncertaintyMillis;
        utcNanos = nowNanos;
      }
    }
    if (publisher.isDue(row(), nowNanos)) {
      effects.add(new LinkEffect.RowChanged(publisher.publish(row(), nowNanos)));
    }
    List<LinkEffect> taken = effects;
    effects = new ArrayList<>();
    return taken;
  }

  private void neighbour(String address, ReplicaId peer, long nowNanos) {
    Target target = targets.get(address);
    if (target != null) {
      target.peer = peer;
    } else if (targets.size() < TARGETS_MAX) {
      targets.put(address, new Target(address, peer, random.nextInt(), nowNanos));
    }
  }

  private void transferred(String address, long bytes, long nanos) {
    Target target = targets.get(address);
    if (target != null && bytes >= TRANSFER_BYTES_MIN && nanos > 0) {
      target.transferred(bytes, nanos);
      rate(target);
    }
  }

  private void tick(long nowNanos) {
    for (Target target : targets.values()) {
      if (target.expire(nowNanos)) {
        report(EVENT_DOWN, "link.down", target);
      }
      if (target.dueNanos <= nowNanos) {
        probe(target, nowNanos);
      }
    }
  }

  private void probe(Target target, long nowNanos) {
    boolean pair =
        target.up && target.misses == 0 && (target.needsPair() || target.sent % PAIR_EVERY == 0);
    if (pair) {
      send(target, Probe.FIRST, packetBytesMax, nowNanos);
      send(target, Probe.SECOND, packetBytesMax, nowNanos);
    } else {
      send(target, Probe.ALONE, PROBE_BYTES, nowNanos);
    }
    long period = period(target, nowNanos);
    target.dueNanos = nowNanos + random.nextLong(period * 9 / 10, period * 11 / 10);
  }

  private long period(Target target, long nowNanos) {
    if (target.up) {
      return target.misses > 0 || target.isEarly()
          ? PERIOD_MISSING
          : publisher.isStable(STABLE_AFTER, nowNanos)
              ? Math.max(PERIOD_STABLE_LEAST, quietNanos / 2)
              : Math.max(PERIOD_LEAST, quietNanos / 4);
    }
    int over = Math.clamp(target.misses - Target.MISSES_MAX, 0, 5);
    return target.isEarly() ? PERIOD_MISSING : Math.min(2 * quietNanos, PERIOD_MISSING << over);
  }

  private void send(Target target, int part, int bytes, long nowNanos) {
    Hearing hearing = hearings.get(target.address);
    var heard = hearing == null ? new Probe.Heard(0, 0) : hearing.heard();
    var request = new Probe.Request(stream, target.next(nowNanos), part, heard, bytes);
    effects.add(new LinkEffect.Send(target.address, Probe.write(request, swarmTag)));
  }

  private void received(String address, byte[] packet, long nowNanos) {
    try {
      switch (Probe.read(packet, swarmTag)) {
        case Probe.Request request -> requested(address, request, nowNanos);
        case Probe.Reply reply -> replied(address, reply, nowNanos);
      }
    } catch (MalformedException e) {
      // One in a power of two is told, so that a flood of them stays quiet.
      if (Long.bitCount(++malformed) == 1) {
        effects.add(
            new LinkEffect.Report(
                Event.of(
                    EVENT_MALFORMED,
                    "link.malformed",
                    "address",
                    address,
                    "why",
                    String.valueOf(e.getMessage()),
                    "count",
                    malformed)));
      }
    }
  }

  private void requested(String address, Probe.Request request, long nowNanos) {
    Hearing hearing = hearings.remove(address);
    if (hearing == null) {
      hearing = new Hearing();
      if (hearings.size() >= HEARINGS_MAX) {
        hearings.remove(hearings.firstEntry().getKey());
      }
    }
    hearings.put(address, hearing);
    long gapNanos = hearing.heard(request, nowNanos);
    long sinceMillis = (nowNanos - utcNanos) / MILLI;
    var reply =
        new Probe.Reply(
            stream,
            request.nonce(),
            hearing.heard(),
            gapNanos,
            hasUtc,
            hasUtc ? utcMillis + sinceMillis : 0,
            hasUtc ? utcUncertaintyMillis + sinceMillis / 10_000 : 0);
    effects.add(new LinkEffect.Send(address, Probe.write(reply, swarmTag)));
    Target target = targets.get(address);
    if (target != null) {
      boolean wasUp = target.up;
      boolean heardUs = target.answered(request.stream(), request.heard());
      if (heardUs && !wasUp) {
        report(EVENT_UP, "link.up", target);
      } else if (!target.up) {
        target.dueNanos = Math.min(target.dueNanos, nowNanos + PERIOD_MISSING);
      }
    }
  }

  private void replied(String address, Probe.Reply reply, long nowNanos) {
    Target target = targets.get(address);
    if (target == null) {
      return;
    }
    boolean wasUp = target.up;
    long rttNanos = target.answered(reply, nowNanos);
    if (rttNanos < 0) {
      return;
    }
    if (!wasUp && target.up) {
      report(EVENT_UP, "link.up", target);
    }
    if (reply.gapNanos() > 0) {
      target.paired(packetBytesMax, reply.gapNanos());
      rate(target);
    }
    if (reply.hasUtc()) {
      clock(target, reply, rttNanos, nowNanos);
    }
  }

  private void clock(Target target, Probe.Reply reply, long rttNanos, long nowNanos) {
    long uncertainty = reply.uncertaintyMillis() + rttNanos / 2 / MILLI + 1;
    boolean old =
        target.clockNanos == Long.MIN_VALUE || nowNanos - target.clockNanos >= CLOCK_EVERY;
    if (uncertainty > 0 && (old || uncertainty < target.clockUncertaintyMillis)) {
      target.clockNanos = nowNanos;
      target.clockUncertaintyMillis = uncertainty;
      long millis = reply.utcMillis() + rttNanos / 2 / MILLI;
      effects.add(new LinkEffect.ClockSample(target.peer, millis, uncertainty));
    }
  }

  /** Tells the rate when it moved by more than a fifth. */
  private void rate(Target target) {
    long now = target.bytesPerSecond();
    long told = rates.getOrDefault(target.address, 0L);
    if (now > 0 && Math.abs(now - told) * 5 > told) {
      rates.put(target.address, now);
      effects.add(new LinkEffect.Rate(target.address, now));
    }
  }

  private void report(int number, String name, Target target) {
    effects.add(
        new LinkEffect.Report(
            Event.of(number, name, "address", target.address, "peer", target.peer.toString())));
  }

  /** The row as it stands now, whether published or not: the best path to each peer. */
  public List<LinkMeasure> row() {
    var best = new TreeMap<ReplicaId, Target>();
    for (Target target : targets.values()) {
      if (target.samples > 0 || target.misses >= Target.MISSES_MAX) {
        best.merge(target.peer, target, LinkMachine::better);
      }
    }
    return best.values().stream()
        .sorted((a, b) -> Boolean.compare(b.up, a.up))
        .limit(LinkRow.NEIGHBOURS_MAX)
        .map(Target::measure)
        .sorted((a, b) -> a.to().compareTo(b.to()))
        .toList();
  }

  private static Target better(Target a, Target b) {
    if (a.up != b.up) {
      return a.up ? a : b;
    }
    return b.costNanos() < a.costNanos() ? b : a;
  }

  /** When the next Tick has something to do; a Tick before does no harm. */
  public long dueNanos() {
    long due = Long.MAX_VALUE;
    for (Target target : targets.values()) {
      due = Math.min(due, Math.min(target.dueNanos, target.expiryNanos()));
    }
    return due;
  }
}
