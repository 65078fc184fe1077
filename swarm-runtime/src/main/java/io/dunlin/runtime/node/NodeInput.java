package io.dunlin.runtime.node;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.planner.PlanOutcome;
import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.ClockAnchor;
import io.dunlin.runtime.state.Put;
import io.dunlin.runtime.step.Lane;
import io.dunlin.runtime.step.LogEntry;
import io.dunlin.runtime.sync.UploadPolicy;
import io.dunlin.runtime.transport.Channel;
import java.util.List;

/** What can happen to a device. */
public sealed interface NodeInput {

  /** Nobody is to be expected at this address any more. */
  record PeerGone(String address) implements NodeInput {}

  /** Time passed; due every 20 to 50 ms. */
  record Tick() implements NodeInput {}

  /** A packet came in; the bytes are hostile until proven otherwise. */
  record PacketReceived(String address, Channel channel, byte[] packet) implements NodeInput {}

  /** A neighbour may be found at this address. */
  record PeerConfigured(String address, int cost) implements NodeInput {}

  /** The journal has these on the medium, in the order appended. */
  record Durable(List<LogEntry> entries) implements NodeInput {}

  /** The journal did not take these, nor any own entry after them; they never were. */
  record Refused(List<LogEntry> entries, String why) implements NodeInput {}

  /** A sensor gave a sample: the body of an observation. */
  record Sensed(Lane lane, byte[] body) implements NodeInput {}

  /** A clock told UTC. Taken only if it is better than what is known. */
  record ClockRead(long utcMillis, long uncertaintyMillis, ClockAnchor.Source source)
      implements NodeInput {}

  /** A gateway's store holds these for good; errors of journal and store since the start. */
  record Stored(long storageErrors, Knowledge held) implements NodeInput {}

  /** How entries may be given to gateways from now on. */
  record UploadAllowed(UploadPolicy policy) implements NodeInput {}

  /** Somebody beside the machines writes to SwarmState: intake, the gateway's store. */
  record Wish(Put put) implements NodeInput {}

  /** The planner answered {@link NodeEffect.Solve}. */
  record Planned(long token, PlanOutcome outcome) implements NodeInput {}

  /** Somebody beside the machines wants a blob: a gateway, which collects them. */
  record BlobWanted(String hash, List<ReplicaId> holders) implements NodeInput {}

  /** A blob arrived, checked. */
  record Fetched(String hash) implements NodeInput {}

  /** None of the addresses gave the blob. */
  record FetchFailed(String hash, String why) implements NodeInput {}

  /** A transfer moved so many bytes in so many nanoseconds. */
  record Transferred(String address, long bytes, long nanos) implements NodeInput {}

  /** A run left its outputs. */
  record Finished(AttemptKey attempt, List<Attempt.Output> outputs, String message)
      implements NodeInput {}

  /** A run found an input gone. */
  record InputMissing(AttemptKey attempt, String hash) implements NodeInput {}

  /** A run ended without its outputs. */
  record Failed(AttemptKey attempt, String why) implements NodeInput {}
}
