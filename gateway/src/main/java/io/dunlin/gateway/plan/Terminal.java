package io.dunlin.gateway.plan;

import java.io.Console;
import picocli.CommandLine.Model.CommandSpec;

/** What the other end of standard output can show. */
final class Terminal {
  private static final int WIDTH_PLAIN = 100;
  private static final int WIDTH_MIN = 40;
  private static final int WIDTH_MAX = 500;

  private Terminal() {}

  /** Whether it is a terminal, as far as the JDK can tell, and colours were not turned off. */
  static boolean colours() {
    String no = System.getenv("NO_COLOR");
    return (no == null || no.isEmpty()) && interactive() && !"dumb".equals(System.getenv("TERM"));
  }

  /** JDK 25 answers null again where there is no terminal; JDK 22 to 24 answered a console. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean interactive() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  /** Columns: {@code COLUMNS}, else what the terminal says, else a fixed number. */
  static int width(CommandSpec spec) {
    String columns = System.getenv("COLUMNS");
    if (columns != null && columns.matches("[1-9]\\d{0,3}")) {
      return Math.clamp(Integer.parseInt(columns), WIDTH_MIN, WIDTH_MAX);
    }
    if (!interactive()) return WIDTH_PLAIN;
    return Math.clamp(spec.usageMessage().autoWidth(true).width(), WIDTH_MIN, WIDTH_MAX);
  }
}
