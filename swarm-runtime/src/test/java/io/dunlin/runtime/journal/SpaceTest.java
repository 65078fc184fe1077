package io.dunlin.runtime.journal;

import static io.dunlin.runtime.journal.Entries.SELF;
import static io.dunlin.runtime.journal.Entries.STATE;
import static io.dunlin.runtime.journal.Entries.TELEMETRY;
import static io.dunlin.runtime.journal.Entries.entry;
import static io.dunlin.runtime.journal.Entries.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.step.Event;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpaceTest {
  private static final int SEGMENT = 8_192;
  private final SimDisk disk = new SimDisk();
  private final List<Event> events = new ArrayList<>();

  private Journal open(JournalLimits limits) throws IOException {
    return Journal.open(disk, Entries.setup(1, limits, events::add)).journal();
  }

  private long count(String name) {
    return events.stream().filter(e -> e.name().equals(name)).count();
  }

  @Test
  void refusesALaneBeyondItsBudgetAndWarnsBefore() throws IOException {
    long much = 1 << 20;
    Journal journal =
        open(new JournalLimits(SEGMENT, List.of(much, much, 10_000L, much), 0, 1 << 20));
    long taken = 0;
    while (journal
        .append(List.of(entry(SELF, 1, TELEMETRY, taken + 1, 49)))
        .equals(new Receipt.Appended(1))) {
      journal.commit();
      taken++;
      assertThat(count("journal.lane-nearly-full")).isEqualTo(taken > 90 ? 1 : 0);
    }
    assertThat(taken).isEqualTo(100);
    assertThat(journal.laneBytes(TELEMETRY)).isEqualTo(10_000);
    var again = run(SELF, 1, TELEMETRY, taken + 1, taken + 1);
    assertThat(journal.append(again)).isEqualTo(new Receipt.Refused(0, Refusal.LANE_FULL));
    assertThat(journal.refusals(TELEMETRY)).isEqualTo(2);
    assertThat(count("journal.lane-full")).isEqualTo(1);
    assertThat(journal.append(run(SELF, 1, STATE, 1, 1))).isEqualTo(new Receipt.Appended(1));
    assertThat(journal.verifier().storageErrors()).isZero();
  }

  @Test
  void keepsTheReserveForUrgentAndState() throws IOException {
    disk.capacity = 100_000;
    long much = 1 << 20;
    Journal journal =
        open(new JournalLimits(SEGMENT, List.of(much, much, much, much), 40_000, 1 << 20));
    long taken = 0;
    Receipt receipt = new Receipt.Appended(0);
    while (receipt instanceof Receipt.Appended) {
      taken++;
      receipt = journal.append(run(SELF, 1, TELEMETRY, taken, taken));
      journal.commit();
    }
    assertThat(receipt).isEqualTo(new Receipt.Refused(0, Refusal.DISK_FULL));
    assertThat(count("journal.disk-full")).isEqualTo(1);
    assertThat(journal.append(run(SELF, 1, STATE, 1, 100))).isEqualTo(new Receipt.Appended(100));
    assertThat(journal.commit().durable()).hasSize(100);
  }

  @Test
  void resumesWhenSpaceReturns() throws IOException {
    disk.capacity = 30_000;
    Journal journal = open(Entries.limits(SEGMENT));
    long taken = 0;
    while (journal.append(run(SELF, 1, STATE, taken + 1, taken + 3)) instanceof Receipt.Appended) {
      taken += journal.commit().durable().size();
    }
    taken += journal.commit().durable().size();
    assertThat(journal.append(run(SELF, 1, STATE, taken + 1, taken + 30)))
        .isInstanceOf(Receipt.Refused.class);
    taken += journal.commit().durable().size();
    disk.capacity = 100_000;
    assertThat(journal.append(run(SELF, 1, STATE, taken + 1, taken + 30)))
        .isEqualTo(new Receipt.Appended(30));
    assertThat(journal.commit().durable()).hasSize(30);
    assertThat(count("journal.writable-again")).isPositive();
    assertThat(journal.verifier().storageErrors()).isZero();
    assertThat(journal.read(new LogId(SELF, 1, STATE), 1, Integer.MAX_VALUE))
        .isEqualTo(run(SELF, 1, STATE, 1, taken + 30));
  }
}
