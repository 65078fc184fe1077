package io.dunlin.gateway.cli;

import io.dunlin.runtime.host.keys.KeyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dunlin join}: makes a swarm's key pair, whose public half every device is given. */
@Command(name = "join", description = "Make a new swarm's key in a directory.")
final class JoinCommand implements Callable<Integer> {
  @Option(
      names = "--new",
      required = true,
      paramLabel = "DIR",
      description = "Where swarm.key (keep it secret) and swarm.pub (give it to devices) go.")
  private Path directory = Path.of("swarm");

  @Override
  public Integer call() throws IOException {
    if (Files.exists(directory.resolve("swarm.key"))) {
      System.err.println("dunlin join: " + directory + " holds a swarm's key already");
      return Exit.INVALID;
    }
    KeyFiles.makeSwarm(Files.createDirectories(directory));
    System.out.println(directory.resolve("swarm.pub"));
    return Exit.OK;
  }
}
