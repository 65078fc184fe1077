package io.dunlin.runtime.host;

import io.dunlin.crdt.causal.IntervalSet;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.causal.LogId;
import io.dunlin.crdt.codec.ChangeCodec;
import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.crdt.map.Document;
import io.dunlin.crdt.map.DocumentImage;
import io.dunlin.runtime.host.snapshot.StateSnapshot;
import io.dunlin.runtime.journal.Journal;
import io.dunlin.runtime.state.SwarmState;
import io.dunlin.runtime.state.SwarmState.MissionVerifier;
import io.dunlin.runtime.step.EntryKind;
import io.dunlin.runtime.step.Event;
import io.dunlin.runtime.step.Lane;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Makes SwarmState from the journal at a start, and keeps a copy beside it so that the next start
 * reads only what came after. Without a copy it reads the state logs, never the observations.
 */
final class StateKeeper {
  private static final int READ_BYTES = 256 * 1024;

  /** A copy is renewed after so many changes; a start reads at most these and what was torn. */
  private static final long CHANGES_MAX = 2_000;

  private final StateSnapshot snapshot;
  private final Journal journal;
  private final Consumer<Event> events;
  private final SwarmState state;
  private long savedRevision;

  StateKeeper(
      StateSnapshot snapshot, Journal journal, MissionVerifier verifier, Consumer<Event> events) {
    this.snapshot = snapshot;
    this.journal = journal;
    this.events = events;
    Knowledge journaled = journal.knowledge();
    Document document = snapshot.load(journaled).orElseGet(Document::new);
    state = new SwarmState(verifier, document);
    Knowledge missing = journaled.minus(document.image().seen());
    for (LogId log : missing.logs().keySet()) {
      if (log.lane() != Lane.STATE.number()) continue;
      for (IntervalSet.Run run : missing.of(log).runs()) read(log, run);
    }
  }

  SwarmState state() {
    return state;
  }

  private void read(LogId log, IntervalSet.Run run) {
    long next = run.first();
    while (next <= run.last()) {
      List<LogEntry> found = journal.read(log, next, READ_BYTES);
      if (found.isEmpty()) return;
      for (LogEntry entry : found) if (entry.kind() == EntryKind.STATE) fold(entry);
      next = found.getLast().dot().seq() + 1;
    }
  }

  private void fold(LogEntry entry) {
    try {
      state.apply(ChangeCodec.read(entry.dot(), entry.body()));
    } catch (MalformedException e) {
      events.accept(Event.of(1040, "state.malformed", "dot", entry.dot().toString()));
    }
  }

  /** On the owner's thread: renews the copy in the background when it has become old. */
  void changed(long revision, Executor background) {
    if (revision - savedRevision < CHANGES_MAX) return;
    savedRevision = revision;
    DocumentImage image = state.image();
    try {
      background.execute(() -> save(image));
    } catch (RejectedExecutionException e) {
      // Ending: close saves.
    }
  }

  /** When nobody changes the state any more. */
  void close() {
    save(state.image());
  }

  private synchronized void save(DocumentImage image) {
    try {
      snapshot.save(image);
    } catch (IOException e) {
      events.accept(Event.of(1042, "state.not-saved", "why", String.valueOf(e.getMessage())));
    }
  }
}
