package io.dunlin.runtime.sync;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.LogId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One device, one gateway and the network between them, small enough to visit every state. The
 * device decides by {@link Custody} itself. The gateway is the weakest that RFC 1813 allows: after
 * a storage error the kernel has dropped what was not forced, the next force succeeds all the same,
 * and a COMMIT begun before names all that was there when it began. The network loses, repeats and
 * reorders: a message once sent may arrive at any later time, any number of times.
 */
final class CustodyModel {
  enum Rule {
    AS_BUILT,
    NO_VERIFIER,
    NO_ORDER
  }

  private static final LogId LOG = new LogId(new ReplicaId(1, 2), 3, 2);
  private static final int ENTRIES = 2;
  private static final int ALL = (1 << ENTRIES) - 1;
  private static final int RECEIPTS_MAX = 3;
  private static final int GATEWAY_FAULTS_MAX = 2;
  private static final int DEVICE_CRASHES_MAX = 1;

  /** What the gateway said; sets of entries are bits. */
  record Said(Verifier verifier, int number, boolean committed, int entries)
      implements Comparable<Said> {
    @Override
    public int compareTo(Said other) {
      return Integer.compare(number, other.number);
    }
  }

  /** What the device remembers in memory of the gateway: {@link Custody} as plain values. */
  record Memory(@Nullable Verifier verifier, int number, int unstable, int safe) {
    static final Memory NONE = new Memory(null, 0, 0, 0);
  }

  /**
   * A state of the whole.
   *
   * @param kept entries on the device's disk
   * @param sent writes that may arrive
   * @param received in the gateway's memory or page cache
   * @param durable on the gateway's disk
   * @param pending what a COMMIT under way names, or -1
   */
  record State(
      int kept,
      Memory memory,
      int deviceCrashes,
      int sent,
      List<Said> said,
      Verifier verifier,
      int faults,
      int received,
      int durable,
      int pending) {
    static final State START =
        new State(ALL, Memory.NONE, 0, 0, List.of(), new Verifier(1, 0), 0, 0, 0, -1);
  }

  /**
   * @param violation steps that led to an entry freed and not held; empty if there is no such way
   */
  record Outcome(
      List<String> violation, int states, boolean freedAll, boolean freedAfterRestarts) {}

  private record Hearing(Memory memory, Said said, int kept) {}

  private record Heard(Memory memory, int freed) {}

  private record Step(State from, String what) {}

  private final Rule rule;
  private final Map<State, @Nullable Step> reached = new HashMap<>();
  private final Map<Hearing, Heard> decided = new HashMap<>();
  private final ArrayDeque<State> open = new ArrayDeque<>();

  CustodyModel(Rule rule) {
    this.rule = rule;
  }

  Outcome explore() {
    reached.put(State.START, null);
    open.add(State.START);
    boolean freedAll = false;
    boolean afterRestarts = false;
    while (!open.isEmpty()) {
      State state = open.poll();
      int freed = ALL & ~state.kept();
      if ((freed & ~state.durable()) != 0) {
        return new Outcome(way(state), reached.size(), freedAll, afterRestarts);
      }
      freedAll |= freed == ALL;
      afterRestarts |= freed == ALL && state.verifier().epoch() > 1 && state.deviceCrashes() > 0;
      device(state);
      gateway(state);
      faults(state);
    }
    return new Outcome(List.of(), reached.size(), freedAll, afterRestarts);
  }

  private List<String> way(State to) {
    var way = new ArrayDeque<String>();
    for (Step step = reached.get(to); step != null; step = reached.get(step.from())) {
      way.addFirst(step.what());
    }
    return List.copyOf(way);
  }

  private void to(State from, State next, String what) {
    if (!reached.containsKey(next)) {
      reached.put(next, new Step(from, what));
      open.add(next);
    }
  }

  private void device(State s) {
    for (int entry = 1; entry <= ALL; entry <<= 1) {
      if ((s.kept() & entry) != 0) {
        to(s, with(s, s.kept(), s.memory(), s.sent() | entry), "write " + entry);
      }
    }
    for (Said said : s.said()) {
      Heard heard =
          decided.computeIfAbsent(new Hearing(s.memory(), said, s.kept()), CustodyModel.this::hear);
      int kept = s.kept() & ~heard.freed();
      to(s, with(s, kept, heard.memory(), s.sent()), "hear " + said);
    }
  }

  private Heard hear(Hearing hearing) {
    Custody custody = restored(hearing.memory());
    Said said = hearing.said();
    int freed =
        said.committed() ? committed(custody, said) : received(custody, said, hearing.kept());
    return new Heard(remembered(custody, hearing.memory(), said), freed);
  }

  private static State with(State s, int kept, Memory memory, int sent) {
    return new State(
        kept,
        memory,
        s.deviceCrashes(),
        sent,
        s.said(),
        s.verifier(),
        s.faults(),
        s.received(),
        s.durable(),
        s.pending());
  }

  private int received(Custody custody, Said said, int kept) {
    if (custody.isOld(said.verifier())) {
      return 0;
    }
    custody.heard(said.verifier());
    custody.received(
        said.number(), LOG, IntervalSet.of(1, Long.MAX_VALUE), set(said.entries() & kept));
    return 0;
  }

  private int committed(Custody custody, Said said) {
    if (custody.isOld(said.verifier())) {
      return 0;
    }
    if (rule != Rule.NO_VERIFIER) {
      custody.heard(said.verifier());
    }
    Verifier verifier = rule == Rule.NO_VERIFIER ? verifierOf(custody, said) : said.verifier();
    int number = rule == Rule.NO_ORDER ? Integer.MAX_VALUE : said.number();
    return bits(custody.committed(verifier, number, LOG, set(said.entries())));
  }

  /** The check left out: whatever the gateway's verifier is, it passes for the right one. */
  private static Verifier verifierOf(Custody custody, Said said) {
    Verifier current = custody.verifier();
    return current == null ? said.verifier() : current;
  }

  private void gateway(State s) {
    int arriving = s.sent() & ~s.received() & ~s.durable();
    for (int entry = 1; entry <= ALL; entry <<= 1) {
      if ((arriving & entry) != 0) {
        to(
            s,
            gateway(s, s.said(), s.received() | entry, s.durable(), s.pending()),
            "take " + entry);
      }
    }
    int have = s.received() | s.durable();
    if (s.said().size() < RECEIPTS_MAX) {
      to(
          s,
          gateway(s, plus(s, false, have), s.received(), s.durable(), s.pending()),
          "say received");
    }
    if (s.pending() < 0) {
      to(s, gateway(s, s.said(), s.received(), s.durable(), have), "begin COMMIT");
    } else if (s.said().size() < RECEIPTS_MAX) {
      State forced = gateway(s, plus(s, true, s.pending()), 0, have, -1);
      to(s, forced, "force, say committed");
    }
  }

  private static State gateway(State s, List<Said> said, int received, int durable, int pending) {
    return new State(
        s.kept(),
        s.memory(),
        s.deviceCrashes(),
        s.sent(),
        said,
        s.verifier(),
        s.faults(),
        received,
        durable,
        pending);
  }

  private static List<Said> plus(State s, boolean committed, int entries) {
    var said = new ArrayList<>(s.said());
    said.add(new Said(s.verifier(), said.size() + 1, committed, entries));
    return List.copyOf(said);
  }

  private void faults(State s) {
    if (s.faults() < GATEWAY_FAULTS_MAX) {
      var failed = new Verifier(s.verifier().epoch(), s.verifier().storageErrors() + 1);
      to(s, fault(s, failed, s.pending()), "storage error at the gateway");
      to(s, fault(s, new Verifier(s.verifier().epoch() + 1, 0), -1), "crash of the gateway");
    }
    if (s.deviceCrashes() < DEVICE_CRASHES_MAX) {
      State crashed =
          new State(
              s.kept(),
              Memory.NONE,
              s.deviceCrashes() + 1,
              s.sent(),
              s.said(),
              s.verifier(),
              s.faults(),
              s.received(),
              s.durable(),
              s.pending());
      to(s, crashed, "crash of the device");
    }
  }

  private static State fault(State s, Verifier verifier, int pending) {
    return new State(
        s.kept(),
        s.memory(),
        s.deviceCrashes(),
        s.sent(),
        s.said(),
        verifier,
        s.faults() + 1,
        0,
        s.durable(),
        pending);
  }

  private static Custody restored(Memory memory) {
    var custody = new Custody();
    if (memory.verifier() != null) {
      Verifier verifier = memory.verifier();
      custody.heard(verifier);
      IntervalSet range = IntervalSet.of(1, Long.MAX_VALUE);
      custody.received(memory.number(), LOG, range, set(memory.unstable() | memory.safe()));
      custody.committed(verifier, memory.number(), LOG, set(memory.safe()));
    }
    return custody;
  }

  private static Memory remembered(Custody custody, Memory before, Said said) {
    Verifier verifier = custody.verifier();
    boolean same = verifier != null && verifier.equals(before.verifier());
    int number = same ? before.number() : 0;
    if (!said.committed() && said.verifier().equals(verifier)) {
      number = Math.max(number, said.number());
    }
    return new Memory(verifier, number, bits(custody.unstable(LOG)), bits(custody.safe(LOG)));
  }

  private static IntervalSet set(int bits) {
    IntervalSet set = IntervalSet.empty();
    for (int i = 0; i < ENTRIES; i++) {
      if ((bits & 1 << i) != 0) {
        set = set.plus(i + 1L);
      }
    }
    return set;
  }

  private static int bits(IntervalSet set) {
    int bits = 0;
    for (int i = 0; i < ENTRIES; i++) {
      if (set.contains(i + 1L)) {
        bits |= 1 << i;
      }
    }
    return bits;
  }
}
