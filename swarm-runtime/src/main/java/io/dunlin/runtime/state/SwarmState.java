package io.dunlin.runtime.state;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.crdt.causal.Stamp;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.crdt.map.Change;
import io.dunlin.crdt.map.Document;
import io.dunlin.crdt.map.DocumentImage;
import io.dunlin.crdt.map.Version;
import io.dunlin.runtime.cbor.CborReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The swarm's document as one device holds it: the durable changes of all, and on top of them the
 * own writes that the journal has not committed yet. Owned by one thread; others get a {@link
 * StateView}.
 *
 * <p>Keys are bounded by what signs or writes them: one member, row, plan and catalogue head per
 * device, one key per attempt.
 */
public final class SwarmState {
  private final Document document;
  private final MissionVerifier verifier;

  /** Own writes on their way to the disk, oldest first per key. */
  private final TreeMap<String, List<Change>> pending = new TreeMap<>();

  private final Map<String, Decoded> decoded = new HashMap<>();
  private long changes;
  private @Nullable StateView view;
  private long missionsRevision = -1;
  private boolean hasMissions;
  private long malformed;

  /** Says whether a mission was signed by the swarm's key. */
  public interface MissionVerifier {
    boolean verify(byte[] revision, byte[] signature);
  }

  /** A value with what it decoded to; null when it does not decode. */
  private record Decoded(byte[] value, @Nullable Object object) {}

  public SwarmState(MissionVerifier verifier) {
    this(verifier, new Document());
  }

  /** A state that goes on from a document; it belongs to the state from now on. */
  public SwarmState(MissionVerifier verifier, Document document) {
    this.verifier = verifier;
    this.document = document;
  }

  /** What is durable here, to be kept beside the journal. Cost O(keys). */
  public DocumentImage image() {
    return document.image();
  }

  /** Turns a wish into a change that covers what this replica knows of the key, and shows it. */
  public Change write(Put put, Dot dot, Stamp stamp) {
    var covers = new ArrayList<Dot>(document.dotsOf(put.key()));
    List<Change> waiting = pending.computeIfAbsent(put.key(), _ -> new ArrayList<>());
    for (Change each : waiting) covers.add(each.dot());
    var change = new Change(dot, stamp, put.key(), put.value(), covers);
    waiting.add(change);
    touched();
    return change;
  }

  /** A durable change, own or another's. */
  public void apply(Change change) {
    boolean wasPending = forget(change.key(), change.dot());
    if (document.apply(change) || wasPending) touched();
  }

  /** The journal refused an own write: it never was. */
  public void refused(Change change) {
    if (forget(change.key(), change.dot())) touched();
  }

  private boolean forget(String key, Dot dot) {
    List<Change> waiting = pending.get(key);
    if (waiting == null || !waiting.removeIf(c -> c.dot().equals(dot))) return false;
    if (waiting.isEmpty()) pending.remove(key);
    return true;
  }

  private void touched() {
    changes++;
    view = null;
  }

  /** What is durable here, in the form that equal replicas share byte for byte. */
  public byte[] canonicalBytes() {
    return document.canonicalBytes();
  }

  /** The value a key holds now, own pending writes included. */
  public byte @Nullable [] value(String key) {
    List<Change> waiting = pending.get(key);
    if (waiting != null) return waiting.getLast().value();
    Version version = document.get(key);
    return version == null ? null : version.value();
  }

  /** What is durable here under a key. */
  public byte @Nullable [] durableValue(String key) {
    Version version = document.get(key);
    return version == null ? null : version.value();
  }

  /** How many values did not decode, which only a faulty or hostile writer causes. */
  public long malformed() {
    return malformed;
  }

  /**
   * The current picture; the same object as long as nothing changed. Cost O(keys) after a change.
   */
  public StateView view() {
    if (view == null) view = build();
    return view;
  }

  /** That of the next {@link #view}, for whoever need not see it yet. */
  public long revision() {
    return changes;
  }

  /** Is there a mission? O(log keys) after a change. */
  public boolean hasMissions() {
    if (missionsRevision != changes) {
      missionsRevision = changes;
      hasMissions =
          !document.prefix(Mission.PREFIX).isEmpty()
              || pending.keySet().stream().anyMatch(key -> key.startsWith(Mission.PREFIX));
    }
    return hasMissions;
  }

  private StateView build() {
    var view = ViewBuilder.empty(changes);
    for (Map.Entry<String, Version> entry : document.prefix("").entrySet()) {
      if (pending.containsKey(entry.getKey())) continue;
      Version version = entry.getValue();
      add(view, entry.getKey(), version.value(), version.stamp(), version.dot());
    }
    pending.forEach((key, waiting) -> {
      Change last = waiting.getLast();
      if (last.value() != null) add(view, key, last.value(), last.stamp(), null);
    });
    decoded.keySet().removeIf(key -> !pending.containsKey(key) && document.get(key) == null);
    return view.build();
  }

  private void add(
      ViewBuilder view, String key, byte[] value, Stamp stamp, @Nullable Dot durableDot) {
    Decoded known = decoded.get(key);
    if (known == null || !Arrays.equals(known.value, value)) {
      known = new Decoded(value, decode(key, value));
      decoded.put(key, known);
    }
    if (known.object != null) view.add(known.object, stamp, durableDot);
  }

  private @Nullable Object decode(String key, byte[] value) {
    try {
      return Keys.decode(key, CborReader.read(value), verifier);
    } catch (MalformedException | IllegalArgumentException e) {
      malformed++;
      return null;
    }
  }

  @Override
  public String toString() {
    return "SwarmState[" + Objects.requireNonNullElse(view, "changed") + "]";
  }
}
