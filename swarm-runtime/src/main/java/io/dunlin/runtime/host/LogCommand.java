package io.dunlin.runtime.host;

import io.dunlin.runtime.host.log.LogCat;
import io.dunlin.runtime.host.log.LogStat;
import io.dunlin.runtime.host.log.LogVerify;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dunlin log cat|verify|stat}: looks at a journal offline. */
@Command(
    name = "log",
    description = "Look at a journal offline.",
    subcommands = {LogCommand.Cat.class, LogCommand.Verify.class, LogCommand.Stat.class})
final class LogCommand {

  @Command(name = "cat", description = "Print each entry as a line of JSON.")
  static final class Cat implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "The journal's directory.")
    private Path directory = Path.of(".");

    @Override
    public Integer call() throws IOException {
      return new LogCat().run(directory, System.out, System.err);
    }
  }

  @Command(name = "verify", description = "Check every byte; exit 1 when something is damaged.")
  static final class Verify implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "The journal's directory.")
    private Path directory = Path.of(".");

    @Override
    public Integer call() throws IOException {
      return new LogVerify().run(directory, System.out);
    }
  }

  @Command(name = "stat", description = "Sum up what each log holds.")
  static final class Stat implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "The journal's directory.")
    private Path directory = Path.of(".");

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
      return new LogStat().run(directory, System.out, json);
    }
  }
}
