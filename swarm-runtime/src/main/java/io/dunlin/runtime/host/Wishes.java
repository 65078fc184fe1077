package io.dunlin.runtime.host;

import io.dunlin.crdt.causal.Dot;
import io.dunlin.runtime.node.NodeEffect;
import io.dunlin.runtime.node.NodeInput;
import io.dunlin.runtime.state.Put;
import io.dunlin.runtime.step.LogEntry;
import java.io.IOException;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Follows writes that somebody waits for from the wish to the medium. */
final class Wishes {
  private final IdentityHashMap<NodeInput.Wish, CompletableFuture<Void>> wished =
      new IdentityHashMap<>();
  private final Map<Dot, CompletableFuture<Void>> underway = new HashMap<>();

  /** The input to hand to the node; the future ends when the write is durable or refused. */
  synchronized NodeInput.Wish wish(Put put, CompletableFuture<Void> done) {
    var wish = new NodeInput.Wish(put);
    wished.put(wish, done);
    return wish;
  }

  /** The node stepped: what was wished is under way now, or was so already. */
  synchronized void stepped(NodeInput input, List<NodeEffect> effects) {
    switch (input) {
      case NodeInput.Wish wish -> begun(wished.remove(wish), effects);
      case NodeInput.Durable(List<LogEntry> entries) -> {
        for (LogEntry entry : entries) {
          CompletableFuture<Void> done = underway.remove(entry.dot());
          if (done != null) done.complete(null);
        }
      }
      case NodeInput.Refused(List<LogEntry> entries, String why) -> {
        for (LogEntry entry : entries) {
          CompletableFuture<Void> done = underway.remove(entry.dot());
          if (done != null) done.completeExceptionally(new IOException(why));
        }
      }
      default -> {}
    }
  }

  private void begun(@Nullable CompletableFuture<Void> done, List<NodeEffect> effects) {
    if (done == null) return;
    for (NodeEffect effect : effects) {
      // A step writes what was wished before anything that follows from it.
      if (effect instanceof NodeEffect.Append(List<LogEntry> entries)) {
        underway.put(entries.getFirst().dot(), done);
        return;
      }
    }
    done.complete(null);
  }
}
