package io.dunlin.gateway;

import io.dunlin.runtime.state.Put;
import java.io.IOException;

/** Writes to SwarmState through the gateway's own node. */
public interface StateWriter {

  /**
   * Returns once the write is durable in the gateway's journal.
   *
   * @throws IOException when it is not: the disk is full or the node is stopping; nothing was
   *     written then
   */
  void write(Put put) throws IOException;
}
