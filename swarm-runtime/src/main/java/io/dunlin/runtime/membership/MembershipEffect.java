package io.dunlin.runtime.membership;

import io.dunlin.runtime.step.Event;

/** What {@link MembershipMachine} wants done, in order. */
public sealed interface MembershipEffect {

  /** A member was met, fell silent or was heard again. */
  record PresenceChanged(Presence presence) implements MembershipEffect {}

  /** Others are connected to us than before. */
  record IslandChanged(Island island) implements MembershipEffect {}

  /** Something worth telling people. */
  record Report(Event event) implements MembershipEffect {}
}
