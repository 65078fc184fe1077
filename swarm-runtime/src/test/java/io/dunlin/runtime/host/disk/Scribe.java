package io.dunlin.runtime.host.disk;

import io.dunlin.crdt.causal.LogId;
import io.dunlin.runtime.journal.Disk;
import io.dunlin.runtime.journal.DiskFile;
import io.dunlin.runtime.journal.Entries;
import io.dunlin.runtime.journal.EpochStore;
import io.dunlin.runtime.journal.Journal;
import io.dunlin.runtime.journal.Refusal;
import io.dunlin.runtime.step.LogEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;

/**
 * A process that writes a journal until it is killed. It prints {@code epoch n}, then the number of
 * each telemetry entry once that is acknowledged. What is refused it offers again.
 */
final class Scribe {
  private Scribe() {}

  /** Told of each acknowledgement of a scribe. */
  interface Reader {
    /**
     * One more.
     *
     * @return false to kill the scribe, which may still get out more
     */
    boolean acknowledged(long epoch, long seq) throws IOException;
  }

  /** Runs a scribe as a process of its own until the reader has enough, and kills it. */
  static void live(Path directory, boolean forced, Reader reader)
      throws IOException, InterruptedException {
    live(forced ? command(directory) : command(directory, "unforced"), reader);
  }

  /** How a scribe is run. */
  static List<String> command(Path directory, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Scribe.class.getName(),
                directory.toString()));
    command.addAll(List.of(more));
    return command;
  }

  /**
   * As above, by any command that runs a scribe.
   *
   * @return the exit status
   */
  static int live(List<String> command, Reader reader) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String first = lines.readLine();
      if (first == null || !first.startsWith("epoch "))
        throw new IOException("began with " + first);
      long epoch = Long.parseLong(first.substring(6));
      String before = null;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        // What it still gets out before it dies was acknowledged too; but its last line may be cut.
        if (before != null && !reader.acknowledged(epoch, Long.parseLong(before))) {
          process.toHandle().destroyForcibly();
        }
        before = line;
      }
      return process.waitFor();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** A disk that says it forced and did not: what the tests must be able to notice. */
  private record Unforced(Disk disk) implements Disk {
    @Override
    public List<String> list() throws IOException {
      return disk.list();
    }

    @Override
    public DiskFile open(String name) throws IOException {
      return new UnforcedFile(disk.open(name));
    }

    @Override
    public DiskFile create(String name, long bytes) throws IOException {
      return new UnforcedFile(disk.create(name, bytes));
    }

    @Override
    public void rename(String from, String to) throws IOException {
      disk.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
      disk.delete(name);
    }

    @Override
    public void forceDirectory() {}

    @Override
    public long freeBytes() throws IOException {
      return disk.freeBytes();
    }
  }

  private record UnforcedFile(DiskFile file) implements DiskFile {
    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      return file.read(into, position);
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
      return file.write(from, position);
    }

    @Override
    public void force() {}

    @Override
    public void truncate(long size) throws IOException {
      file.truncate(size);
    }

    @Override
    public void close() {
      file.close();
    }
  }

  public static void main(String[] args) throws Exception {
    Disk files = new FileDisk(Path.of(args[0]));
    Disk disk = args.length > 1 && args[1].equals("unforced") ? new Unforced(files) : files;
    long until = args.length > 1 && !args[1].equals("unforced") ? Long.parseLong(args[1]) : -1;
    long epoch = EpochStore.begin(disk, new SplittableRandom(), 0);
    Journal journal = Journal.open(disk, Entries.setup(epoch, 1 << 16, _ -> {})).journal();
    System.out.println("epoch " + epoch);
    Semaphore window = new Semaphore(256);
    JournalWriter[] own = new JournalWriter[1];
    var listener =
        new JournalWriter.Listener() {
          @Override
          public void durable(List<LogEntry> entries) {
            entries.forEach(e -> System.out.println(e.dot().seq()));
            System.out.flush();
            if (until >= 0 && entries.getLast().dot().seq() >= until) Runtime.getRuntime().halt(0);
            window.release(entries.size());
          }

          @Override
          public void refused(List<LogEntry> entries, Refusal reason) {
            // What was queued meanwhile is refused for the gap and comes with them, in order again.
            List<LogEntry> sorted = new ArrayList<>(entries);
            sorted.sort(Comparator.comparing(LogEntry::dot));
            if (!Objects.requireNonNull(own[0]).offer(sorted)) Runtime.getRuntime().halt(3);
          }
        };
    var policy =
        new GroupCommit(Duration.ZERO, Duration.ZERO, Duration.ofMillis(5), 4_096, 512, 1 << 20);
    try (JournalWriter writer = JournalWriter.start(journal, policy, listener)) {
      own[0] = writer;
      LogId log = new LogId(Entries.SELF, epoch, Entries.TELEMETRY);
      for (long seq = 1; ; seq++) {
        window.acquire();
        writer.offer(Entries.run(log.origin(), epoch, log.lane(), seq, seq));
      }
    }
  }
}
