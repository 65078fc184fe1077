package io.dunlin.runtime.node;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.HybridClock;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.codec.ByteWriter;
import io.dunlin.crdt.codec.CausalCodec;
import io.dunlin.crdt.codec.ChangeCodec;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.crdt.map.Change;
import io.dunlin.runtime.journal.EpochStore;
import io.dunlin.runtime.link.LinkEffect;
import io.dunlin.runtime.link.LinkInput;
import io.dunlin.runtime.link.LinkMachine;
import io.dunlin.runtime.membership.MembershipEffect;
import io.dunlin.runtime.membership.MembershipInput;
import io.dunlin.runtime.membership.MembershipMachine;
import io.dunlin.runtime.membership.Presence;
import io.dunlin.runtime.mission.CoordinatorMachine;
import io.dunlin.runtime.mission.MissionEffect;
import io.dunlin.runtime.mission.MissionInput;
import io.dunlin.runtime.state.ClockAnchor;
import io.dunlin.runtime.state.LinkMeasure;
import io.dunlin.runtime.state.LinkRow;
import io.dunlin.runtime.state.Member;
import io.dunlin.runtime.state.Put;
import io.dunlin.runtime.state.SeriesDescriptor;
import io.dunlin.runtime.state.StateView;
import io.dunlin.runtime.state.SwarmState;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.step.Lane;
import io.dunlin.runtime.step.LogEntry;
import io.dunlin.runtime.step.Machine;
import io.dunlin.runtime.sync.EntrySource;
import io.dunlin.runtime.sync.PeerView;
import io.dunlin.runtime.sync.SyncCounters;
import io.dunlin.runtime.sync.SyncEffect;
import io.dunlin.runtime.sync.SyncInput;
import io.dunlin.runtime.sync.SyncMachine;
import io.dunlin.runtime.sync.SyncSettings;
import io.dunlin.runtime.sync.UploadPolicy;
import io.dunlin.runtime.task.TaskEffect;
import io.dunlin.runtime.task.TaskInput;
import io.dunlin.runtime.task.TaskMachine;
import io.dunlin.runtime.transport.Channel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A whole device as one machine. An own write becomes an entry, goes to the journal, and counts for
 * others once it is durable; what others wrote comes in by sync, goes to the journal, and is folded
 * into SwarmState once durable here. Owned by one thread.
 */
public final class Node implements Machine<NodeInput, NodeEffect> {
  /** How often the machines that only watch for time are told of it, while a mission lives. */
  private static final long SLOW_TICK_NANOS = 100_000_000;

  /** A presence may lag behind what sync heard by this share of quiet, with no mission to care. */
  private static final int HEARD_TICK_SHARE = 8;

  /** With more members and no mission, news of SwarmState are gathered. */
  private static final int MEMBERS_FEW = 64;

  /** For so long a member more, for links that are probed every 8 s; longer for others. */
  private static final long GATHER_NANOS = 20_000_000;

  /** The same with nothing heard: only the clock's uncertainty grows. */
  private static final long QUIET_TICK_NANOS = 30_000_000_000L;

  /** Addresses of neighbours kept for a new start of sync. */
  private static final int CONFIGURED_MAX = 512;

  /** Between two epochs begun because ours was in use elsewhere. */
  private static final long RENEW_GAP_NANOS = 600_000_000_000L;

  /** In the place of a lane: the epoch was left because another process writes in it. */
  private static final int LEFT_RUNNING = 0xff;

  /** Rounds of "state changed, so tell the machines" in one step; beyond it waits for the next. */
  private static final int SETTLE_ROUNDS_MAX = 8;

  private final ReplicaId self;
  private final long startNanos;
  private final long quietNanos;
  private final long quietTickNanos;
  private final NodeSettings settings;
  private final EntrySource entries;
  private final LongSupplier freshBits;
  private OwnLogs logs;
  private final UtcClock utc = new UtcClock();
  private final HybridClock hybrid = new HybridClock();
  private final Neighbours neighbours = new Neighbours();
  private final SwarmState state;
  private SyncMachine sync;
  private final LinkMachine link;
  private final MembershipMachine membership;
  private final CoordinatorMachine mission;
  private final TaskMachine task;

  /** Own entries on their way to the medium. A refused dot may be under way again, anew. */
  private final Map<Dot, Underway> underway = new HashMap<>();

  /** An entry given to the journal, with the change it carries if it is one of SwarmState. */
  private record Underway(LogEntry entry, @Nullable Change change) {}

  /** Where neighbours may be, by cost: told again to sync when it begins anew. */
  private final Map<String, Integer> configured = new TreeMap<>();

  private UploadPolicy uploads = UploadPolicy.FREE;
  private NodeInput.@Nullable Stored stored;
  private long renewedNanos = Long.MIN_VALUE;

  private final Map<ReplicaId, Long> heardNanos = new TreeMap<>();
  private List<NodeEffect> effects = new ArrayList<>();
  private long nowNanos;
  private long slowTickNanos = Long.MIN_VALUE;
  private long membershipDueNanos = Long.MAX_VALUE;
  private boolean heardSinceSlowTick;
  private long shownRevision = -1;
  private long shownNanos;
  private @Nullable StateView shown;
  private int shownMembers;
  private boolean shownMissions;
  private Set<ReplicaId> live = new TreeSet<>();
  private Map<ReplicaId, LinkRow> rows = new TreeMap<>();
  private long rowsRevision = -1;
  private final Map<ReplicaId, Set<ReplicaId>> upOf = new TreeMap<>();
  private SortedSet<ReplicaId> shownIsland = new TreeSet<>();
  private long observationsRefused;

  /**
   * A device as its journal left it.
   *
   * @param seen what the journal holds
   * @param state folded from the journal's state entries
   * @param blobs hashes of the blobs that are here
   * @param freshBits random bits that a copy of this process does not have too: from the host
   * @param startNanos monotonic time at which the process started
   */
  public Node(
      NodeSettings settings,
      Knowledge seen,
      SwarmState state,
      EntrySource entries,
      Collection<String> blobs,
      SplittableRandom random,
      LongSupplier freshBits,
      long startNanos) {
    this.settings = settings;
    this.entries = entries;
    this.freshBits = freshBits;
    this.self = settings.member().id();
    this.startNanos = startNanos;
    this.nowNanos = startNanos;
    this.state = state;
    long epoch = settings.member().epoch();
    logs = new OwnLogs(self, epoch);
    SyncSettings syncSettings = settings.sync();
    sync = new SyncMachine(syncSettings, seen, entries, random.split());
    link =
        new LinkMachine(
            syncSettings.swarmTag(),
            syncSettings.packetBytesMax(),
            settings.quietNanos(),
            random.split());
    quietNanos = settings.quietNanos();
    quietTickNanos = Math.max(QUIET_TICK_NANOS, settings.quietNanos());
    membership = new MembershipMachine(self, settings.silentNanos());
    mission = new CoordinatorMachine(self, settings.mission());
    task = new TaskMachine(self, settings.task(), blobs);
  }

  /**
   * The first step of a process: seals the epoch before and says who we are.
   *
   * @param sealing body of the epoch's first entry
   * @param series what the device's series measure
   */
  public List<NodeEffect> begin(
      byte[] sealing, NodeSettings settings, List<SeriesDescriptor> series, long nowNanos) {
    this.nowNanos = nowNanos;
    append(EntryKind.EPOCH_START, Lane.STATE, sealing);
    write(settings.member().put());
    for (SeriesDescriptor descriptor : series) write(descriptor.put());
    tickAll();
    settle();
    return drain();
  }

  @Override
  public List<NodeEffect> step(NodeInput input, long nowNanos) {
    this.nowNanos = Math.max(nowNanos, this.nowNanos);
    switch (input) {
      case NodeInput.Tick _ -> tick();
      case NodeInput.PacketReceived(String address, Channel channel, byte[] packet) ->
          received(address, channel, packet);
      case NodeInput.PeerConfigured(String address, int cost) -> {
        if (configured.size() < CONFIGURED_MAX) configured.put(address, cost);
        sync(new SyncInput.PeerConfigured(address, cost));
      }
      case NodeInput.PeerGone(String address) -> {
        configured.remove(address);
        sync(new SyncInput.PeerGone(address));
        link(new LinkInput.Gone(address));
      }
      case NodeInput.Durable(List<LogEntry> entries) -> durable(entries);
      case NodeInput.Refused(List<LogEntry> entries, String why) -> refused(entries, why);
      case NodeInput.Sensed(Lane lane, byte[] body) -> append(EntryKind.OBSERVATION, lane, body);
      case NodeInput.ClockRead(long millis, long uncertainty, ClockAnchor.Source source) ->
          clock(new ClockAnchor(millis, uncertainty, source));
      case NodeInput.Stored news -> {
        stored = news;
        sync(new SyncInput.Stored(news.storageErrors(), news.held()));
      }
      case NodeInput.UploadAllowed(UploadPolicy policy) -> {
        uploads = policy;
        sync(new SyncInput.UploadAllowed(policy));
      }
      case NodeInput.Wish(Put put) -> write(put);
      case NodeInput.Planned planned ->
          mission(new MissionInput.Planned(planned.token(), planned.outcome()));
      case NodeInput.BlobWanted(String hash, List<ReplicaId> holders) ->
          effects.add(new NodeEffect.Fetch(hash, 0, neighbours.blobAddresses(holders)));
      case NodeInput.Fetched(String hash) -> task(new TaskInput.Fetched(hash));
      case NodeInput.FetchFailed(String hash, String why) ->
          task(new TaskInput.FetchFailed(hash, why));
      case NodeInput.Transferred(String address, long bytes, long nanos) ->
          link(new LinkInput.Transferred(address, bytes, nanos));
      case NodeInput.Finished f ->
          task(new TaskInput.Finished(f.attempt(), f.outputs(), f.message()));
      case NodeInput.InputMissing m -> task(new TaskInput.InputMissing(m.attempt(), m.hash()));
      case NodeInput.Failed f -> task(new TaskInput.Failed(f.attempt(), f.why()));
    }
    settle();
    return drain();
  }

  private List<NodeEffect> drain() {
    List<NodeEffect> done = effects;
    effects = new ArrayList<>();
    return done;
  }

  private void tick() {
    sync(new SyncInput.Tick());
    link(new LinkInput.Tick());
    if (nowNanos >= slowDueNanos()) tickAll();
  }

  private void tickAll() {
    slowTickNanos = nowNanos;
    for (PeerView peer : sync.peers()) heard(peer);
    membership(new MembershipInput.Tick());
    membershipDueNanos = membership.dueNanos();
    heardSinceSlowTick = false;
    if (utc.anchored()) {
      link(new LinkInput.Utc(utc.utcMillis(boot()), utc.uncertaintyMillis(boot())));
    }
    connect(link.row());
    if (shownMissions) mission(new MissionInput.Tick(utc.utcMillis(boot()), utc.anchored()));
    task(new TaskInput.Tick(utc.utcMillis(boot()), utc.anchored()));
  }

  private void heard(PeerView peer) {
    Long before = heardNanos.put(peer.peer(), peer.lastHeardNanos());
    if (before == null || before != peer.lastHeardNanos()) {
      membership(new MembershipInput.Heard(peer.peer(), peer.address()));
    }
  }

  private long slowDueNanos() {
    if (slowTickNanos == Long.MIN_VALUE) return nowNanos;
    if (state.hasMissions()) return slowTickNanos + SLOW_TICK_NANOS;
    long lag = heardSinceSlowTick ? quietNanos / HEARD_TICK_SHARE : quietTickNanos;
    long due = Math.min(membershipDueNanos, slowTickNanos + lag);
    return Math.max(due, slowTickNanos + SLOW_TICK_NANOS);
  }

  /** When the next Tick has something to do; one before does no harm. By the clock of step. */
  public long dueNanos() {
    long due = Math.min(slowDueNanos(), Math.min(sync.dueNanos(), link.dueNanos()));
    return state.revision() == shownRevision ? due : Math.min(due, settleDueNanos());
  }

  private void received(String address, Channel channel, byte[] packet) {
    heardSinceSlowTick = true;
    switch (channel) {
      case SYNC -> sync(new SyncInput.PacketReceived(address, packet));
      case PROBE -> link(new LinkInput.PacketReceived(address, packet));
    }
  }

  private void durable(List<LogEntry> entries) {
    for (LogEntry entry : entries) {
      underway.remove(entry.dot());
      if (entry.kind() == EntryKind.EPOCH_START && endsOurEpoch(entry)) forked(entry.dot());
      if (entry.kind() != EntryKind.STATE) continue;
      try {
        Change change = ChangeCodec.read(entry.dot(), entry.body());
        hybrid.observe(change.stamp(), utc.utcMillis(boot()));
        state.apply(change);
      } catch (MalformedException e) {
        report(Event.of(1040, "state.malformed", "dot", entry.dot().toString()));
      }
    }
    sync(new SyncInput.Durable(entries));
  }

  private void refused(List<LogEntry> entries, String why) {
    for (LogEntry entry : entries) {
      Underway issued = underway.get(entry.dot());
      if (issued == null || !issued.entry().equals(entry)) continue;
      underway.remove(entry.dot());
      if (entry.kind() == EntryKind.OBSERVATION) observationsRefused++;
      if (logs.isOwn(entry.dot())) logs.takeBack(entry.dot());
      if (issued.change() != null) state.refused(issued.change());
    }
    sync(new SyncInput.Refused(entries));
    report(Event.of(1041, "node.refused", "entries", (long) entries.size(), "why", why));
  }

  /** Did another process that wrote in our epoch leave it to us? */
  private boolean endsOurEpoch(LogEntry entry) {
    byte[] ours = leaving(logs.epoch());
    return entry.dot().origin().equals(self)
        && !logs.isOwn(entry.dot())
        && Arrays.equals(ours, entry.body());
  }

  /** Body of the first entry of an epoch begun by a process that runs on. */
  private static byte[] leaving(long epoch) {
    return new ByteWriter().u64(epoch).u8(LEFT_RUNNING).toBytes();
  }

  /**
   * Another process writes in our epoch, so we leave it: new logs, a new session with everybody,
   * and what we recorded under contested dots is written again under new ones. What the other wrote
   * is carried like any entry from now on. Once in ten minutes at most, for any neighbour can claim
   * such a thing.
   */
  private void forked(Dot evidence) {
    boolean early = renewedNanos != Long.MIN_VALUE && nowNanos - renewedNanos < RENEW_GAP_NANOS;
    if (early) return;
    renewedNanos = nowNanos;
    List<LogEntry> own = underway.values().stream().map(Underway::entry).toList();
    List<LogEntry> contested = Contested.of(entries, logs, evidence, own);
    long left = logs.epoch();
    long epoch = EpochStore.renewed(left, freshBits.getAsLong());
    logs = new OwnLogs(self, epoch);
    Member member = settings.member().withEpoch(epoch);
    var random = new SplittableRandom(freshBits.getAsLong());
    sync = new SyncMachine(settings.with(member).sync(), sync.knowledge(), entries, random);
    effects.add(new NodeEffect.EpochBegun(epoch));
    report(
        Event.of(
            1043,
            "node.epoch-left",
            "evidence",
            evidence.toString(),
            "left",
            Long.toHexString(left),
            "epoch",
            Long.toHexString(epoch),
            "rewritten",
            (long) contested.size()));
    sync(new SyncInput.UploadAllowed(uploads));
    if (stored != null) sync(new SyncInput.Stored(stored.storageErrors(), stored.held()));
    configured.forEach((address, cost) -> sync(new SyncInput.PeerConfigured(address, cost)));
    append(EntryKind.EPOCH_START, Lane.STATE, leaving(left));
    write(member.put());
    ClockAnchor anchor = utc.now(boot());
    if (anchor != null) append(EntryKind.ANCHOR, Lane.STATE, anchor.body());
    for (LogEntry entry : contested) {
      Lane lane = Lane.of(entry.dot().log().lane());
      emit(new LogEntry(logs.next(lane), entry.bootNanos(), entry.kind(), entry.body()), null);
    }
  }

  private void clock(ClockAnchor offered) {
    ClockAnchor taken = utc.offer(offered, boot());
    if (taken != null) append(EntryKind.ANCHOR, Lane.STATE, taken.body());
  }

  /** Tells the machines of a changed state or island until nothing more follows from it. */
  private void settle() {
    if (nowNanos < settleDueNanos()) return;
    for (int round = 0; round < SETTLE_ROUNDS_MAX; round++) {
      StateView view = state.view();
      SortedSet<ReplicaId> island = membership.island().members();
      if (view.revision() == shownRevision && island.equals(shownIsland)) return;
      shown = view;
      shownRevision = view.revision();
      shownNanos = nowNanos;
      shownIsland = island;
      if (view.members().size() != shownMembers) {
        shownMembers = view.members().size();
        view.members().keySet().forEach(id -> membership(new MembershipInput.Known(id)));
      }
      connect(link.row());
      // Without a mission there is nobody to coordinate; that the last one is gone is told.
      boolean missions = !view.missions().isEmpty();
      if (missions || shownMissions) {
        mission(new MissionInput.StateChanged(view, island, new TreeMap<>(heardNanos)));
      }
      shownMissions = missions;
      task(new TaskInput.StateChanged(view, island));
    }
  }

  /** Once in a while where there are many and no mission waits: it costs O(members). */
  private long settleDueNanos() {
    int many = shownMembers - MEMBERS_FEW;
    if (many <= 0 || shownRevision < 0 || state.hasMissions()) return nowNanos;
    return shownNanos + many * GATHER_NANOS * (quietNanos / SyncSettings.QUIET_NANOS);
  }

  /** Tells membership of links that came up or went down, ours or as others show them. */
  private void connect(List<LinkMeasure> row) {
    Set<ReplicaId> now = up(row);
    boolean changed = !now.equals(live);
    live = now;
    StateView view = shown;
    if (view != null && view.revision() != rowsRevision) {
      rowsRevision = view.revision();
      for (LinkRow each : view.links().values()) {
        if (!each.equals(rows.get(each.from()))) {
          Set<ReplicaId> up = up(each.to());
          changed |= !up.equals(upOf.put(each.from(), up));
        }
      }
      changed |= upOf.keySet().retainAll(view.links().keySet());
      rows = view.links();
    }
    if (changed) membership(new MembershipInput.Links(live, new TreeMap<>(upOf)));
  }

  private static Set<ReplicaId> up(List<LinkMeasure> row) {
    var up = new TreeSet<ReplicaId>();
    for (LinkMeasure each : row) if (each.up()) up.add(each.to());
    return up;
  }

  private void sync(SyncInput input) {
    for (SyncEffect effect : sync.step(input, nowNanos)) {
      switch (effect) {
        case SyncEffect.Send(String address, byte[] packet) ->
            effects.add(new NodeEffect.Send(address, Channel.SYNC, packet));
        case SyncEffect.Append(List<LogEntry> entries) ->
            effects.add(new NodeEffect.Append(entries));
        case SyncEffect.Commit _ -> effects.add(new NodeEffect.Commit());
        case SyncEffect.Forked(Dot dot) -> forked(dot);
        case SyncEffect.Introduced introduced -> introduced(introduced);
        case SyncEffect.Report(Event event) -> report(event);
      }
    }
  }

  private void introduced(SyncEffect.Introduced introduced) {
    neighbours.introduced(introduced.address(), introduced.peer());
    link(new LinkInput.Neighbour(introduced.address(), introduced.peer()));
    membership(new MembershipInput.Heard(introduced.peer(), introduced.address()));
  }

  private void link(LinkInput input) {
    for (LinkEffect effect : link.step(input, nowNanos)) {
      switch (effect) {
        case LinkEffect.Send(String address, byte[] packet) ->
            effects.add(new NodeEffect.Send(address, Channel.PROBE, packet));
        case LinkEffect.RowChanged(List<LinkMeasure> row) -> {
          write(new LinkRow(self, row).put());
          connect(row);
        }
        case LinkEffect.Rate(String address, long bytesPerSecond) ->
            sync(new SyncInput.LinkRate(address, bytesPerSecond));
        case LinkEffect.ClockSample sample -> clockOf(sample);
        case LinkEffect.Report(Event event) -> report(event);
      }
    }
  }

  private void clockOf(LinkEffect.ClockSample sample) {
    clock(new ClockAnchor(sample.utcMillis(), sample.uncertaintyMillis(), ClockAnchor.Source.PEER));
  }

  private void membership(MembershipInput input) {
    for (MembershipEffect effect : membership.step(input, nowNanos)) {
      switch (effect) {
        case MembershipEffect.PresenceChanged _, MembershipEffect.IslandChanged _ -> {}
        case MembershipEffect.Report(Event event) -> report(event);
      }
    }
  }

  private void mission(MissionInput input) {
    for (MissionEffect effect : mission.step(input, nowNanos)) {
      switch (effect) {
        case MissionEffect.Solve s ->
            effects.add(new NodeEffect.Solve(s.token(), s.problem(), s.timeLimit(), s.seed()));
        case MissionEffect.Write(Put put) -> write(put);
        case MissionEffect.Report(Event event) -> report(event);
      }
    }
  }

  private void task(TaskInput input) {
    for (TaskEffect effect : task.step(input, nowNanos)) {
      switch (effect) {
        case TaskEffect.Fetch(String hash, long size, List<ReplicaId> holders) ->
            effects.add(new NodeEffect.Fetch(hash, size, neighbours.blobAddresses(holders)));
        case TaskEffect.Pin(String hash) -> effects.add(new NodeEffect.Pin(hash));
        case TaskEffect.Unpin(String hash) -> effects.add(new NodeEffect.Unpin(hash));
        case TaskEffect.Start(var request) -> effects.add(new NodeEffect.Start(request));
        case TaskEffect.Cancel(var attempt) -> effects.add(new NodeEffect.Cancel(attempt));
        case TaskEffect.Write(Put put) -> write(put);
        case TaskEffect.Report(Event event) -> report(event);
      }
    }
  }

  /** Writes to SwarmState, unless the key holds just that. */
  private void write(Put put) {
    if (Arrays.equals(state.value(put.key()), put.value())) return;
    Dot dot = logs.next(Lane.STATE);
    Change change = state.write(put, dot, hybrid.tick(utc.utcMillis(boot())));
    emit(new LogEntry(dot, recorded(), EntryKind.STATE, ChangeCodec.body(change)), change);
  }

  private void append(byte kind, Lane lane, byte[] body) {
    emit(new LogEntry(logs.next(lane), recorded(), kind, body), null);
  }

  private void emit(LogEntry entry, @Nullable Change change) {
    underway.put(entry.dot(), new Underway(entry, change));
    effects.add(new NodeEffect.Append(List.of(entry)));
  }

  private void report(Event event) {
    effects.add(new NodeEffect.Report(event));
  }

  /** Now, as entries are stamped: whole microseconds, so that less of it is noise to be carried. */
  private long recorded() {
    return boot() / 1_000 * 1_000;
  }

  private long boot() {
    return nowNanos - startNanos;
  }

  /** SwarmState as it stands. */
  public StateView view() {
    return state.view();
  }

  /** What is durable here. */
  public Knowledge knowledge() {
    return sync.knowledge();
  }

  /** Bytes and packets of sync by cause, since the process started. */
  public SyncCounters counters() {
    return sync.counters();
  }

  /** What is durable here under a key of SwarmState. */
  public byte @Nullable [] durableValue(String key) {
    return state.durableValue(key);
  }

  /** UTC of a moment since the start of this process, as far as it is known. */
  public long utcMillis(long bootNanos) {
    return utc.utcMillis(bootNanos);
  }

  /** What people and metrics are shown. Cost O(state); a few times a second at most. */
  public NodePicture picture() {
    List<Presence> presences = membership.members();
    return new NodePicture(
        state.view(),
        logs.epoch(),
        sync.knowledge(),
        digest(),
        nowNanos,
        utc.utcMillis(boot()),
        sync.peers(),
        sync.counters(),
        presences,
        membership.island().members(),
        link.row(),
        observationsRefused);
  }

  /** SHA-256 of SwarmState alone. */
  public String stateDigest() {
    return sha256(state.canonicalBytes());
  }

  private static String sha256(byte[]... parts) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) sha256.update(part);
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private String digest() {
    var seen = new ByteWriter();
    CausalCodec.write(seen, sync.knowledge());
    return sha256(state.canonicalBytes(), seen.toBytes());
  }
}
