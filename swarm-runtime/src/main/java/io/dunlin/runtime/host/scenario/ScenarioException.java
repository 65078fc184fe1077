package io.dunlin.runtime.host.scenario;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** A scenario file that is not one; the message says where, what, and what would be right. */
public final class ScenarioException extends Exception {
  private static final long serialVersionUID = 1L;

  ScenarioException(Optional<Mark> at, String what) {
    super(at.map(m -> (m.getLine() + 1) + ":" + (m.getColumn() + 1) + ": ").orElse("1:1: ") + what);
  }
}
