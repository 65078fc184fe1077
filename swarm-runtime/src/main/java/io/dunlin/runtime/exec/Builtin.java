package io.dunlin.runtime.exec;

import java.io.IOException;

/**
 * A task that the device does itself. It takes as long as its effort says: the host waits the rest
 * in cancellable steps while the builtin does its real work on the hardware and the blob store.
 */
interface Builtin {
  /** As a mission names it under {@code do:}. */
  String name();

  /**
   * Does it, on a thread of its own.
   *
   * @return a line about what was done; may be empty
   * @throws BuiltinException when it cannot be done, in a sentence
   * @throws InterruptedException when it is cancelled
   */
  String run(BuiltinContext context) throws BuiltinException, IOException, InterruptedException;
}
