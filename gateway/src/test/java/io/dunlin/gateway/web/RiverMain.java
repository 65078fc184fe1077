package io.dunlin.gateway.web;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Serves the made-up river live, for looking at the dashboard and for its browser test: {@code
 * RiverMain PORT [PHOTO.jpg] [empty]}.
 */
public final class RiverMain {
  private RiverMain() {}

  public static void main(String[] args) throws Exception {
    int port = Integer.parseInt(args[0]);
    boolean empty = args.length > 1 && args[args.length - 1].equals("empty");
    var river = new River();
    if (args.length > 1 && args[1].toLowerCase(java.util.Locale.ROOT).endsWith(".jpg"))
      river.photo = Files.readAllBytes(Path.of(args[1]));
    FakeSwarm shown = empty ? new FakeSwarm() : river.swarm;
    try (var server =
        DashboardServer.start(shown, shown, port, event -> System.err.println(event))) {
      System.out.println("http://127.0.0.1:" + server.port() + "/");
      long start = System.nanoTime();
      while (true) {
        Thread.sleep(500);
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!empty) {
          synchronized (river.swarm) {
            river.step(seconds);
          }
        }
      }
    }
  }
}
