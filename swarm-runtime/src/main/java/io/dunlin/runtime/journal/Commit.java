package io.dunlin.runtime.journal;

import io.dunlin.runtime.step.LogEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Journal#commit} achieved, in the order appended.
 *
 * @param durable on the medium now; acknowledged
 * @param refused appended but not brought onto the medium, also not by writing them again to a new
 *     segment; as if never appended
 * @param reason why, null when nothing was refused
 */
public record Commit(List<LogEntry> durable, List<LogEntry> refused, @Nullable Refusal reason) {
  public Commit {
    durable = List.copyOf(durable);
    refused = List.copyOf(refused);
  }
}
