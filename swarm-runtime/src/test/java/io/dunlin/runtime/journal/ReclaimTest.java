package io.dunlin.runtime.journal;

import static io.dunlin.runtime.journal.Entries.PEER;
import static io.dunlin.runtime.journal.Entries.SELF;
import static io.dunlin.runtime.journal.Entries.STATE;
import static io.dunlin.runtime.journal.Entries.TELEMETRY;
import static io.dunlin.runtime.journal.Entries.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A record goes only when a gateway holds it, or by the stated policy, and then it is counted. */
class ReclaimTest {
  private static final int SEGMENT = 8_192;
  private static final long LANE = 100_000;
  private static final LogId LOG = new LogId(SELF, 1, TELEMETRY);

  private final SimDisk disk = new SimDisk();
  private final List<Event> events = new ArrayList<>();

  private Recovered open(long epoch, WhenFull whenFull) throws IOException {
    long much = 1L << 30;
    var limits = new JournalLimits(SEGMENT, List.of(much, much, LANE, much), 0, 1 << 20, whenFull);
    return Journal.open(disk, Entries.setup(epoch, limits, events::add));
  }

  private long count(String name) {
    return events.stream().filter(e -> e.name().equals(name)).count();
  }

  /** Telemetry with a state entry after each ten, until refused; returns the last number taken. */
  private static long fill(Journal journal, long from, long to) {
    long seq = from;
    while (seq <= to
        && journal.append(run(SELF, 1, TELEMETRY, seq, seq)) instanceof Receipt.Appended) {
      if (seq % 10 == 0) journal.append(run(PEER, 1, STATE, seq, seq));
      seq++;
      if (seq % 50 == 0) journal.commit();
    }
    journal.commit();
    return seq - 1;
  }

  private static Knowledge committed(long last) {
    return Knowledge.empty().plus(LOG, IntervalSet.of(1, last));
  }

  @Test
  void keepsAllWhileNoGatewayHoldsIt() throws IOException {
    Journal journal = open(1, WhenFull.REFUSE).journal();
    long last = fill(journal, 1, 10_000);
    assertThat(last).as("refused at the budget").isBetween(700L, 1_200L);
    long bytes = journal.bytes();
    assertThat(journal.reclaim(Knowledge.empty())).isFalse();
    assertThat(journal.bytes()).isEqualTo(bytes);
    assertThat(journal.read(LOG, 1, Integer.MAX_VALUE)).hasSize((int) last);
  }

  @Test
  void freesWhatAGatewayHoldsMovesTheRestAndResumes() throws IOException {
    Journal journal = open(1, WhenFull.REFUSE).journal();
    long last = fill(journal, 1, 10_000);
    while (journal.reclaim(committed(last - 100))) {}
    long kept = journal.read(LOG, 1, Integer.MAX_VALUE).getFirst().dot().seq();
    assertThat(kept).as("the oldest went").isGreaterThan(100);
    assertThat(journal.laneBytes(TELEMETRY)).as("history stays").isBetween(LANE / 4, LANE / 2);
    assertThat(journal.freed().dropped()).containsOnly(0L);
    assertThat(count("journal.freed")).isPositive();
    assertThat(journal.knowledge().of(LOG)).as("known as ever").isEqualTo(IntervalSet.of(1, last));
    LogId state = new LogId(PEER, 1, STATE);
    assertThat(journal.read(state, 1, Integer.MAX_VALUE)).hasSize((int) (last / 10));
    assertThat(journal.append(run(SELF, 1, TELEMETRY, 5, 5))).isEqualTo(new Receipt.Appended(1));
    assertThat(journal.commit().durable()).as("acknowledged, not written again").hasSize(1);
    assertThat(journal.read(LOG, 5, 1).getFirst().dot().seq()).isEqualTo(kept);
    long more = fill(journal, last + 1, last + 200);
    assertThat(more).as("resumes by itself").isEqualTo(last + 200);
    List<LogEntry> all = journal.read(LOG, 1, Integer.MAX_VALUE);
    assertThat(all).isEqualTo(run(SELF, 1, TELEMETRY, kept, more));
    journal.close();

    Recovered again = open(2, WhenFull.REFUSE);
    assertThat(again.knowledge().of(LOG)).isEqualTo(IntervalSet.of(1, more));
    assertThat(again.previous().orElseThrow().lastSeqs()).containsEntry(TELEMETRY, more);
    assertThat(again.journal().read(LOG, 1, Integer.MAX_VALUE)).isEqualTo(all);
    assertThat(again.journal().read(state, 1, Integer.MAX_VALUE))
        .isEqualTo(
            run(PEER, 1, STATE, 1, more).stream().filter(e -> e.dot().seq() % 10 == 0).toList());
    assertThat(again.report().damages()).isEmpty();
  }

  @Test
  void dropsTheOldestOnlyByPolicyAndCountsThem() throws IOException {
    Journal journal = open(1, WhenFull.DROP_OLDEST).journal();
    long last = 0;
    for (int i = 0; i < 40; i++) {
      last = fill(journal, last + 1, last + 100);
      while (journal.reclaim(Knowledge.empty())) {}
    }
    assertThat(last).as("nothing was refused").isEqualTo(4_000);
    List<LogEntry> left = journal.read(LOG, 1, Integer.MAX_VALUE);
    assertThat(left).isEqualTo(run(SELF, 1, TELEMETRY, last - left.size() + 1, last));
    long dropped = journal.freed().dropped().get(TELEMETRY);
    assertThat(dropped).isEqualTo(last - left.size());
    assertThat(count("journal.dropped")).isPositive();
    assertThat(journal.read(new LogId(PEER, 1, STATE), 1, Integer.MAX_VALUE)).hasSize(400);
    journal.close();
    assertThat(open(2, WhenFull.DROP_OLDEST).journal().freed().dropped().get(TELEMETRY))
        .as("outlives the process")
        .isEqualTo(dropped);
  }

  @Test
  void warnsBeforeTheDiskIsFull() throws IOException {
    disk.capacity = 150_000;
    long much = 1L << 30;
    var limits = new JournalLimits(SEGMENT, List.of(much, much, much, much), 40_000, 1 << 20);
    Journal journal = Journal.open(disk, Entries.setup(1, limits, events::add)).journal();
    long last = fill(journal, 1, 10_000);
    assertThat(count("journal.disk-nearly-full")).isEqualTo(1);
    assertThat(count("journal.disk-full")).isEqualTo(1);
    while (journal.reclaim(committed(last))) {}
    assertThat(fill(journal, last + 1, last + 100)).as("resumes by itself").isEqualTo(last + 100);
    assertThat(count("journal.writable-again")).isPositive();
  }

  @Test
  void aSlowScrubFindsWhatRotted() throws IOException {
    Journal journal = open(1, WhenFull.REFUSE).journal();
    fill(journal, 1, 300);
    String first = disk.names().stream().filter(n -> n.endsWith(".log")).findFirst().orElseThrow();
    disk.bytes(first)[SegmentHeader.BYTES + 40] ^= 1;
    assertThat(journal.knowledge().of(LOG).contains(1)).isTrue();
    int segments = (int) disk.names().stream().filter(n -> n.endsWith(".log")).count();
    for (int i = 0; i < segments; i++) assertThat(journal.scrub()).isPositive();
    assertThat(journal.knowledge().of(LOG).contains(1)).as("to be fetched again").isFalse();
    assertThat(count("journal.damaged")).isEqualTo(1);
    assertThat(count("journal.lost")).isEqualTo(1);
  }
}
