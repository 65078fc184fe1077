package io.dunlin.runtime.host;

import io.dunlin.runtime.host.disk.JournalWriter;
import io.dunlin.runtime.journal.Refusal;
import io.dunlin.runtime.node.NodeInput;
import io.dunlin.runtime.step.LogEntry;
import java.util.List;

/** Tells the node what the journal has on the medium and what it did not take. */
record Written(Inbox inbox) implements JournalWriter.Listener {

  @Override
  public void durable(List<LogEntry> entries) {
    inbox.put(new NodeInput.Durable(entries));
  }

  @Override
  public void refused(List<LogEntry> entries, Refusal reason) {
    inbox.put(new NodeInput.Refused(entries, reason.toString()));
  }
}
