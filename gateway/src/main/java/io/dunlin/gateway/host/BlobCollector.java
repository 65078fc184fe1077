package io.dunlin.gateway.host;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.gateway.ObservationStore;
import io.dunlin.gateway.StoreException;
import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.progress.Holders;
import io.dunlin.runtime.progress.MissionProgress;
import io.dunlin.runtime.progress.TaskProgress;
import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.LiveMission;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.state.Role;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.state.StateView;
import io.dunlin.runtime.state.TaskSpec;
import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.step.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Brings to the gateway, and keeps for good, every blob that a stored observation names and every
 * result of a task that no other task takes. An observation is whole, and its devices are told that
 * they may free it, only when what it names is on the medium here. Safe for threads.
 */
final class BlobCollector {
  /** More runs than this are not published: a hole for each missing photo must fit an entry. */
  private static final int RUNS_MAX = 4_096;

  private static final int FAILURES_TOLD = 10;

  /** What a collector needs of the gateway's device. */
  interface Device {
    boolean has(BlobHash hash);

    /** Never drops it, once it is here. */
    void keepForGood(BlobHash hash);

    /** Ends with {@link #fetched} or {@link #fetchFailed}. */
    void fetch(BlobHash hash, List<ReplicaId> holders);

    /** What was here at the start and is not kept for good may go. */
    void known();
  }

  private final ReplicaId self;
  private final ObservationStore store;
  private final Device device;
  private final Consumer<Event> events;
  private final BlobWants wants;
  private List<ReplicaId> others = List.of();
  private Knowledge told;
  private long collected;
  private boolean begun;

  /** How much of it is done; counts of blobs. */
  record Progress(long outstanding, long collected) {}

  /**
   * Reads from the store what observations name.
   *
   * @param view SwarmState as the gateway's journal has it
   */
  BlobCollector(
      ReplicaId self, ObservationStore store, StateView view, Device device, Consumer<Event> events)
      throws StoreException {
    this.self = self;
    this.store = store;
    this.device = device;
    this.events = events;
    told = view.committed().getOrDefault(self, Knowledge.empty());
    wants = new BlobWants(device::has);
    changed(view);
    store.eachNotOf(wants.plainSeries(), entry -> stored(List.of(entry)));
  }

  /** SwarmState changed. Cost O(attempts). */
  synchronized void changed(StateView view) {
    for (SeriesDescriptor descriptor : view.series().values()) wants.describe(descriptor);
    var gateways = new ArrayList<ReplicaId>();
    for (Member member : view.members().values()) {
      if (member.role() == Role.GATEWAY && !member.id().equals(self)) gateways.add(member.id());
    }
    others = List.copyOf(gateways);
    Holders holders = Holders.of(view);
    for (LiveMission live : view.missions().values()) {
      if (live.cancelled()) continue;
      for (String hash : results(MissionProgress.of(view, live))) {
        BlobHash blob = BlobHash.parse(hash);
        device.keepForGood(blob);
        wants.result(blob, holders.of(hash).stream().filter(by -> !by.equals(self)).toList());
      }
    }
  }

  /** The results that no task takes. */
  private static Set<String> results(MissionProgress mission) {
    var taken = new TreeSet<String>();
    for (TaskProgress task : mission.tasks().values()) {
      for (TaskSpec.Take take : task.spec().takes()) taken.add(take.from() + "." + take.output());
    }
    var hashes = new TreeSet<String>();
    for (TaskProgress task : mission.tasks().values()) {
      for (Attempt attempt : task.attempts().values()) {
        for (Attempt.Output output : attempt.outputs()) {
          if (!taken.contains(task.spec().name() + "." + output.name())) hashes.add(output.hash());
        }
      }
    }
    return hashes;
  }

  /** These are in the store for good. */
  synchronized void stored(List<LogEntry> entries) {
    wants.stored(entries).forEach(device::keepForGood);
  }

  /** Asks for what is due; to be called often, after {@link #stored}. */
  void tend() throws StoreException {
    Knowledge toRead;
    List<BlobWants.Ask> asks;
    synchronized (this) {
      toRead = wants.toRead();
    }
    if (!toRead.isEmpty()) read(toRead);
    synchronized (this) {
      if (!begun) device.known();
      begun = true;
      asks = due();
    }
    for (BlobWants.Ask ask : asks) device.fetch(ask.hash(), ask.holders());
  }

  private synchronized void read(Knowledge toRead) throws StoreException {
    var found = new ArrayList<LogEntry>();
    store.eachNotOf(
        wants.plainSeries(),
        entry -> {
          if (toRead.contains(entry.dot())) found.add(entry);
        });
    wants.read(found, toRead).forEach(device::keepForGood);
  }

  private List<BlobWants.Ask> due() {
    var asks = new ArrayList<BlobWants.Ask>();
    long now = System.nanoTime();
    for (Optional<BlobWants.Ask> ask = wants.next(others, now);
        ask.isPresent();
        ask = wants.next(others, now)) {
      asks.add(ask.get());
    }
    return asks;
  }

  void fetched(BlobHash hash) {
    List<BlobWants.Ask> asks;
    synchronized (this) {
      if (wants.arrived(hash)) collected++;
      asks = begun ? due() : List.of();
    }
    for (BlobWants.Ask ask : asks) device.fetch(ask.hash(), ask.holders());
  }

  synchronized void fetchFailed(BlobHash hash, String why) {
    if (wants.failed(hash, System.nanoTime()) == FAILURES_TOLD) {
      events.accept(Event.of(2210, "blob.missing", "blob", hash.toString(), "why", why));
    }
  }

  /** What {@link #whole} said last, before a restart too. */
  synchronized Knowledge told() {
    return told;
  }

  /**
   * Of what the store holds, what devices may free. Only grows; where too many observations wait
   * for their blobs, only what comes before the first of them in each log.
   */
  synchronized Knowledge whole(Knowledge held) {
    Knowledge whole = told.join(held.minus(wants.notWhole()));
    if (runs(whole) > RUNS_MAX) {
      Knowledge begins = told;
      for (Map.Entry<LogId, IntervalSet> each : whole.logs().entrySet()) {
        IntervalSet.Run first = each.getValue().runs().getFirst();
        begins = begins.plus(each.getKey(), IntervalSet.of(first.first(), first.last()));
      }
      whole = begins;
    }
    told = whole;
    return whole;
  }

  private static long runs(Knowledge knowledge) {
    long runs = 0;
    for (IntervalSet each : knowledge.logs().values()) runs += each.runs().size();
    return runs;
  }

  synchronized Progress progress() {
    return new Progress(wants.outstanding(), collected);
  }
}
