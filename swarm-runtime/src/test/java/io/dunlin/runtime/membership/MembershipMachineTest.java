package io.dunlin.runtime.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.membership.Presence.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Silence is a state, never a deletion. */
class MembershipMachineTest {
  private static final long SECOND = 1_000_000_000;
  private static final ReplicaId SELF = id(0);

  private final MembershipMachine machine = new MembershipMachine(SELF, 10 * SECOND);
  private final List<MembershipEffect> effects = new ArrayList<>();

  private static ReplicaId id(int n) {
    return new ReplicaId(n, 7);
  }

  private void step(MembershipInput input, long seconds) {
    effects.clear();
    effects.addAll(machine.step(input, seconds * SECOND));
  }

  private List<String> events() {
    return effects.stream()
        .filter(MembershipEffect.Report.class::isInstance)
        .map(effect -> ((MembershipEffect.Report) effect).event().name())
        .toList();
  }

  private State state(int n) {
    return Objects.requireNonNull(machine.presence(id(n))).state();
  }

  @Test
  void heardThenSilentThenHeardAgain() {
    step(new MembershipInput.Heard(id(1), "coap://a"), 1);
    assertThat(state(1)).isEqualTo(State.HEARD);
    assertThat(events()).containsExactly("membership.heard");
    step(new MembershipInput.Heard(id(1), "coap://a"), 5);
    assertThat(effects).isEmpty();
    step(new MembershipInput.Tick(), 15);
    assertThat(state(1)).isEqualTo(State.HEARD);
    step(new MembershipInput.Tick(), 16);
    assertThat(state(1)).isEqualTo(State.SILENT);
    assertThat(events()).containsExactly("membership.silent");
    step(new MembershipInput.Tick(), 400 * 86_400L);
    assertThat(machine.members()).as("a year later").hasSize(1);
    step(new MembershipInput.Heard(id(1), "mqtt:x"), 400 * 86_400L);
    assertThat(machine.members())
        .containsExactly(
            new Presence(id(1), State.HEARD, 400 * 86_400L * SECOND, "mqtt:x", Long.MIN_VALUE));
  }

  @Test
  void aMemberKnownButNeverHeardIsSilent() {
    step(new MembershipInput.Known(id(2)), 1);
    assertThat(state(2)).isEqualTo(State.SILENT);
    assertThat(machine.members().getFirst().address()).isNull();
    step(new MembershipInput.Known(SELF), 1);
    step(new MembershipInput.Heard(SELF, "coap://me"), 1);
    assertThat(effects).isEmpty();
    assertThat(machine.members()).hasSize(1);
  }

  @Test
  void announcedSleepIsNoLoss() {
    step(new MembershipInput.Heard(id(1), "coap://a"), 1);
    step(new MembershipInput.Sleeps(id(1), 600 * SECOND), 2);
    step(new MembershipInput.Tick(), 605);
    assertThat(state(1)).isEqualTo(State.HEARD);
    step(new MembershipInput.Tick(), 611);
    assertThat(state(1)).isEqualTo(State.SILENT);
  }

  @Test
  void membersAreBounded() {
    for (int n = 1; n <= MembershipMachine.MEMBERS_MAX; n++) {
      step(new MembershipInput.Known(id(n)), 1);
    }
    step(new MembershipInput.Heard(id(5_000), "coap://x"), 2);
    assertThat(events()).containsExactly("membership.full");
    step(new MembershipInput.Heard(id(5_001), "coap://x"), 2);
    assertThat(effects).isEmpty();
    assertThat(machine.members()).hasSize(MembershipMachine.MEMBERS_MAX);
  }

  @Test
  void theIslandFollowsLiveLinks() {
    var rows = new TreeMap<ReplicaId, Set<ReplicaId>>();
    rows.put(id(1), Set.of(SELF, id(2)));
    rows.put(id(2), Set.of(id(1), id(3)));
    assertThat(machine.island().members()).containsExactly(SELF);
    step(new MembershipInput.Links(Set.of(id(1)), rows), 5);
    assertThat(machine.island().members()).containsExactly(SELF, id(1), id(2), id(3));
    step(new MembershipInput.Links(Set.of(id(1)), rows), 8);
    assertThat(machine.island().sinceNanos()).as("unchanged since").isEqualTo(5 * SECOND);
    rows.put(id(2), Set.of(id(1)));
    step(new MembershipInput.Links(Set.of(id(1)), rows), 9);
    assertThat(machine.island())
        .isEqualTo(new Island(new TreeSet<>(List.of(SELF, id(1), id(2))), 9 * SECOND));
    assertThat(events()).containsExactly("membership.island");
  }

  @Test
  void staleRowsOfTheOtherSideDoNotReach() {
    Map<ReplicaId, Set<ReplicaId>> rows =
        Map.of(id(1), Set.of(SELF), id(2), Set.of(SELF, id(1), id(3)));
    assertThat(Island.reachable(SELF, Set.of(id(1)), rows)).containsExactly(SELF, id(1));
    assertThat(Island.reachable(SELF, Set.of(), rows)).containsExactly(SELF);
  }
}
