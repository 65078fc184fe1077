package io.dunlin.runtime.host;

import io.dunlin.runtime.blob.BlobHash;
import io.dunlin.runtime.exec.Publisher;
import io.dunlin.runtime.state.StateView;
import io.dunlin.runtime.step.LogEntry;
import java.util.List;

/** What a process adds to a device: a gateway's store and dashboard. Called on the owner thread. */
public interface Extension {

  /** These are on the medium here, own and carried alike. */
  void durable(List<LogEntry> entries);

  /** The journal did not take these; they never were. */
  default void refused(List<LogEntry> entries) {}

  /** SwarmState changed; at most once per batch of inputs. */
  void changed(StateView view);

  /** A blob is here, checked and on the medium. */
  default void fetched(BlobHash hash) {}

  /** Nobody who was asked gave the blob. */
  default void fetchFailed(BlobHash hash, String why) {}

  /** Where {@code gateway.publish} puts results; only a gateway has such a place. */
  default Publisher publisher() {
    return Publisher.none();
  }

  /** Adds nothing. */
  static Extension none() {
    return new Extension() {
      @Override
      public void durable(List<LogEntry> entries) {}

      @Override
      public void changed(StateView view) {}
    };
  }
}
