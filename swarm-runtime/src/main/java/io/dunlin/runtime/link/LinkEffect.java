package io.dunlin.runtime.link;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.state.LinkMeasure;
import io.dunlin.runtime.step.Event;
import java.util.List;

/** What {@link LinkMachine} wants done, in order. */
public sealed interface LinkEffect {

  /** Send one packet on the probe channel, unreliably. */
  record Send(String address, byte[] packet) implements LinkEffect {}

  /**
   * The own row of l_ij is worth publishing again.
   *
   * @param row one measure a peer, its best path, at most 16, ordered by peer
   */
  record RowChanged(List<LinkMeasure> row) implements LinkEffect {}

  /** The path to this address carries so many bytes per second. */
  record Rate(String address, long bytesPerSecond) implements LinkEffect {}

  /**
   * At this step UTC was so, says a neighbour.
   *
   * @param uncertaintyMillis the neighbour's own, and half the round trip
   */
  record ClockSample(ReplicaId peer, long utcMillis, long uncertaintyMillis)
      implements LinkEffect {}

  /** Something worth telling people. */
  record Report(Event event) implements LinkEffect {}
}
