package io.dunlin.gateway.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Commands that are promised and not there yet say so, with the next best thing, and exit 1. */
abstract sealed class NotYet implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  @Unmatched private List<String> ignored = List.of();

  private final String instead;

  NotYet(String instead) {
    this.instead = instead;
  }

  @Override
  public final Integer call() {
    if (spec == null) return Exit.FAILED;
    spec.commandLine().getErr().println("dunlin " + spec.name() + ": not yet; " + instead);
    return Exit.FAILED;
  }

  @Command(name = "leases", description = "Who holds which exclusive resource (not yet).")
  static final class Leases extends NotYet {
    Leases() {
      super("exclusive resources come with leases");
    }
  }

  @Command(name = "catalogue", description = "List the data catalogue (not yet).")
  static final class Catalogue extends NotYet {
    Catalogue() {
      super("the dashboard's Data page shows what the gateway holds");
    }
  }

  @Command(name = "login", description = "Sign in to a swarm (not yet).")
  static final class Login extends NotYet {
    Login() {
      super("without security everything stays on loopback");
    }
  }

  @Command(name = "image", description = "Build, write and verify firmware images (not yet).")
  static final class Image extends NotYet {
    Image() {
      super("see firmware-images/README.md");
    }
  }
}
