package io.dunlin.runtime.host;

import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.state.Attempt;
import io.dunlin.runtime.state.AttemptKey;
import io.dunlin.runtime.state.StateView;
import io.dunlin.runtime.step.LogEntry;
import java.util.List;
import java.util.Map;

/** Passes on what became durable and what changed: to readers on CoAP, then to the extension. */
final class Shown implements Extension {
  private final Parts parts;
  private final Acknowledgements acknowledgements;
  private final Extension extension;
  private StateView before = StateView.empty();

  Shown(Parts parts, Acknowledgements acknowledgements, Extension extension) {
    this.parts = parts;
    this.acknowledgements = acknowledgements;
    this.extension = extension;
  }

  @Override
  public void fetched(BlobHash hash) {
    extension.fetched(hash);
  }

  @Override
  public void fetchFailed(BlobHash hash, String why) {
    extension.fetchFailed(hash, why);
  }

  @Override
  public void refused(List<LogEntry> entries) {
    parts.held.refused(entries);
  }

  @Override
  public void durable(List<LogEntry> entries) {
    parts.held.durable(entries);
    acknowledgements
        .durable(entries)
        .forEach((series, observations) -> {
          parts.coap.seriesChanged(series.series());
          parts.telemetry(series, observations);
        });
    extension.durable(entries);
  }

  @Override
  public void changed(StateView view) {
    parts.resources.show(view);
    for (Map.Entry<AttemptKey, Attempt> each : view.attempts().entrySet()) {
      if (!each.getValue().equals(before.attempts().get(each.getKey()))) {
        parts.coap.taskChanged(each.getKey().mission(), each.getKey().task());
      }
    }
    before = view;
    parts.stateChanged(view);
    parts.meetOverBroker(view);
    extension.changed(view);
  }
}
