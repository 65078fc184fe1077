package io.dunlin.bench.journal;

import io.dunlin.bench.Bench;
import io.dunlin.bench.Measurement;
import io.dunlin.bench.Run;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code dunlin bench journal}. Entries carry 64 B but where said. Ours and the peers take turns,
 * round by round, in fresh directories of one file system; a figure is the median of its rounds.
 */
public final class JournalBench implements Bench {
  private static final int ROUNDS = 5;
  private static final int WARM_ROUNDS = 2;
  private static final int MANY_CALLERS = 16;
  private static final int LARGE_BODY_BYTES = 1_024;

  @Override
  public String name() {
    return "journal";
  }

  @Override
  public String about() {
    return "durable and unsynced appends, verified reads, opening: beside bare loops and SQLite";
  }

  @Override
  public List<Measurement> measure(Run run) throws Exception {
    var all = new ArrayList<Measurement>();
    try (var scratch = Scratch.make()) {
      if (run.wants("durable")) {
        all.addAll(durable(run, scratch, 1, 0.9));
        all.addAll(durable(run, scratch, MANY_CALLERS, 0.8));
      }
      if (run.wants("append")) all.add(append(run, scratch));
      if (run.wants("read")) {
        all.add(read(run, scratch, Samples.BODY_BYTES));
        all.add(read(run, scratch, LARGE_BODY_BYTES));
      }
      if (run.wants("open")) all.add(open(run, scratch));
    }
    return all;
  }

  private static int rounds(Run run) {
    return run.sized(1, ROUNDS) + WARM_ROUNDS;
  }

  private static List<Measurement> durable(Run run, Scratch scratch, int callers, double goal)
      throws Exception {
    String name = "durable.callers" + callers;
    long nanos = run.sized(200, 1_200) * 1_000_000L;
    var ours = new Rounds(WARM_ROUNDS);
    var bare = new Rounds(WARM_ROUNDS);
    var sqlite = new Rounds(WARM_ROUNDS);
    var groups = new Rounds(WARM_ROUNDS);
    for (int i = 0; i < rounds(run); i++) {
      var appended = DurableAppends.measure(scratch.directory(), callers, nanos);
      ours.add(appended.perSecond());
      groups.add(appended.entriesPerCommit());
      int group = (int) Math.max(1, Math.round(appended.entriesPerCommit()));
      bare.add(BareLoops.durable(scratch.directory(), group, nanos));
      sqlite.add(SqliteLoop.durable(scratch.directory(), group, nanos));
    }
    double group = groups.median();
    run.say("journal: " + name + ": " + Math.round(group * 10) / 10.0 + " entries per force");
    return List.of(
        Measurement.of(name, "1/s", ours.median())
            .against("bare write + fdatasync, same group", bare.median())
            .ratioAtLeast(goal),
        Measurement.of(name + ".sqlite", "1/s", ours.median())
            .against("SQLite WAL FULL, same group", sqlite.median())
            .ratioAtLeast(1));
  }

  private static Measurement append(Run run, Scratch scratch) throws Exception {
    int entries = run.sized(100_000, 1_000_000);
    var ours = new Rounds(WARM_ROUNDS);
    var bare = new Rounds(WARM_ROUNDS);
    for (int i = 0; i < rounds(run); i++) {
      ours.add(WholeJournal.append(scratch.directory(), entries));
      bare.add(BareLoops.append(scratch.directory(), entries));
    }
    return Measurement.of("append.unsynced", "1/s", ours.median())
        .against("bare frame + CRC32C + write of 64 KiB", bare.median())
        .ratioAtLeast(0.5);
  }

  private static Measurement read(Run run, Scratch scratch, int bodyBytes) throws Exception {
    int entries = run.sized(10_000_000, 100_000_000) / (bodyBytes + 50);
    var directory = scratch.directory();
    WholeJournal.fill(directory, entries, bodyBytes);
    var ours = new Rounds(WARM_ROUNDS);
    var bare = new Rounds(WARM_ROUNDS);
    int passes = run.sized(1, 6);
    for (int i = 0; i < rounds(run); i++) {
      ours.add(WholeJournal.read(directory, entries, passes));
      bare.add(BareLoops.read(directory, passes));
    }
    return Measurement.of("read.verified." + bodyBytes, "B/s", ours.median())
        .against("bare read + CRC32C", bare.median())
        .ratioAtLeast(0.6);
  }

  private static Measurement open(Run run, Scratch scratch) throws Exception {
    int entries = run.sized(100_000, 1_000_000);
    var directory = scratch.directory();
    WholeJournal.fill(directory, entries, Samples.BODY_BYTES);
    var seconds = new Rounds(WARM_ROUNDS);
    for (int i = 0; i < rounds(run); i++) seconds.add(WholeJournal.open(directory, entries));
    return Measurement.of("open." + entries, "s", seconds.median()).atMost(3);
  }
}
