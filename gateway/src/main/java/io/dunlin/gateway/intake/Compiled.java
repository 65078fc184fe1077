package io.dunlin.gateway.intake;

import io.dunlin.gateway.Diagnostic;
import io.dunlin.gateway.IntakeResult.Why;
import io.dunlin.runtime.state.Mission;
import java.util.List;

/** A mission file after all checks. */
public sealed interface Compiled {
  /** By place in the file. */
  List<Diagnostic> diagnostics();

  /** The file is right; the findings are warnings. */
  record Right(Mission mission, List<Diagnostic> diagnostics) implements Compiled {
    public Right {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** The file is wrong, or nobody known could run it. */
  record Wrong(Why why, List<Diagnostic> diagnostics) implements Compiled {
    public Wrong {
      diagnostics = List.copyOf(diagnostics);
    }
  }
}
