package io.dunlin.gateway;

import java.util.List;

/** What became of an uploaded mission file. */
public sealed interface IntakeResult {

  /** Everything that was found, by place; warnings only when the file was accepted. */
  List<Diagnostic> diagnostics();

  /**
   * The mission is in force: signed and durable in the gateway's journal.
   *
   * @param revision SHA-256 of the canonical form, 64 hex digits
   * @param tasks how many tasks it has
   * @param unchanged the very same revision was in force already; nothing was written
   */
  record Accepted(
      String name, String revision, int tasks, boolean unchanged, List<Diagnostic> diagnostics)
      implements IntakeResult {
    public Accepted {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** Nothing was changed; a mission that was in force before still is. */
  record Rejected(Why why, List<Diagnostic> diagnostics) implements IntakeResult {
    public Rejected {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** The kinds of refusal, each with the exit code of the command line. */
  enum Why {
    /** The file is wrong. */
    INVALID(2),
    /** No known member can run one of the tasks. */
    CANNOT_BE_PLACED(3),
    /** The file is right, but the gateway could not make it durable. */
    NOT_STORED(1);

    private final int exitCode;

    Why(int exitCode) {
      this.exitCode = exitCode;
    }

    public int exitCode() {
      return exitCode;
    }
  }
}
