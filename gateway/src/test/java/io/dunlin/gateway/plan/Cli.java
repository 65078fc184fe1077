package io.dunlin.gateway.plan;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/** A command as a user would run it. */
record Cli(int exit, String out, String err) {
  static Cli run(Object command, String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exit =
        new CommandLine(command)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(args);
    return new Cli(exit, out.toString(), err.toString());
  }
}
