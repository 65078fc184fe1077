package io.dunlin.runtime.link;

import io.dunlin.crdt.ReplicaId;

/** What can happen to {@link LinkMachine}. */
public sealed interface LinkInput {

  /** Time passed; due by {@code dueNanos}, a few times a second is plenty. */
  record Tick() implements LinkInput {}

  /** A packet came in on the probe channel. The bytes are hostile until proven otherwise. */
  record PacketReceived(String address, byte[] packet) implements LinkInput {}

  /** This replica answers at this address: probe it from now on. Repeats do no harm. */
  record Neighbour(String address, ReplicaId peer) implements LinkInput {}

  /** Stop probing this address. */
  record Gone(String address) implements LinkInput {}

  /** A real transfer from or to this address moved so many bytes in so many nanoseconds. */
  record Transferred(String address, long bytes, long nanos) implements LinkInput {}

  /**
   * What UTC is at this step, as far as this device knows; told to neighbours in replies.
   *
   * @param uncertaintyMillis how far it may be off, either way
   */
  record Utc(long millis, long uncertaintyMillis) implements LinkInput {}
}
