package io.dunlin.gateway.export;

import io.dunlin.crdt.codec.MalformedException;
import io.dunlin.gateway.StoredObservation;
import java.io.IOException;

/** One file of an export. */
sealed interface Target permits CsvTarget, SenmlTarget, RawTarget {
  /**
   * Writes one observation.
   *
   * @throws MalformedException when its bytes do not decode; nothing is written then
   */
  void add(StoredObservation observation) throws IOException, MalformedException;

  /** Ends the file and tells what it holds. */
  Written end() throws IOException;
}
