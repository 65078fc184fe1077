package io.dunlin.runtime.exec;

import io.dunlin.runtime.task.RunRequest;
import java.io.IOException;

/** Takes results out of the swarm; a gateway has one. */
public interface Publisher {
  /**
   * Publishes the request's inputs, all of which are in the blob store. Called again for the same
   * attempt it changes nothing.
   *
   * @return a line about where they are now
   * @throws IOException when they could not be published; the attempt fails with its message
   */
  String publish(RunRequest request) throws IOException;

  /** Of a device that is not a gateway: refuses. */
  static Publisher none() {
    return _ -> {
      throw new IOException("this device is not a gateway");
    };
  }
}
