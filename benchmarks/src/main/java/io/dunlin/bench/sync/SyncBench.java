package io.dunlin.bench.sync;

import io.dunlin.bench.Bench;
import io.dunlin.bench.Measurement;
import io.dunlin.bench.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The points that the sync protocol promises, each on replicas made for it. */
public final class SyncBench implements Bench {
  private static final String BOUND = "frontier bound and reference columns";
  private static final int LOGS = 64;

  @Override
  public String name() {
    return "sync";
  }

  @Override
  public String about() {
    return "bytes, flights and rounds until replicas are equal";
  }

  @Override
  public List<Measurement> measure(Run run) throws Exception {
    run.say("Series: " + Series.WORDS);
    var all = new ArrayList<Measurement>();
    if (run.wants("equal")) all.addAll(equal(run));
    if (run.wants("pair")) all.addAll(pair());
    if (run.wants("flights")) all.addAll(flights());
    if (run.wants("single")) all.add(single());
    if (run.wants("observation")) all.add(observation());
    if (run.wants("islands")) all.addAll(Islands.measure(run));
    if (run.wants("mesh")) all.addAll(Mesh.measure(run));
    if (run.wants("rounds")) all.addAll(Rounds.measure(run));
    if (run.wants("scale")) all.addAll(Scale.measure(run));
    return all.stream().filter(each -> run.wants(each.name())).toList();
  }

  private static List<Measurement> equal(Run run) throws Exception {
    var all = new ArrayList<Measurement>();
    for (int logs : new int[] {10, run.sized(1_000, 4_000)}) {
      var pair = new Pair(logs).acquainted();
      pair.swarm.watch = pair.sent::add;
      pair.swarm.run(80 * Swarm.SECOND);
      int largest = pair.sent.stream().mapToInt(each -> each.packet().length).max().orElse(0);
      long others = pair.sent.stream().filter(each -> !each.isBeacon()).count();
      String name = "equal." + logs + "-logs";
      all.add(Measurement.of(name + ".message", "B", (double) largest).atMost(16));
      all.add(Measurement.of(name + ".other-messages", "", (double) others).atMost(0));
    }
    return all;
  }

  private static List<Series.Sample> samples(long seed, int count) {
    var series = new Series(seed);
    return Stream.generate(series::next).limit(count).toList();
  }

  private static List<Measurement> pair() {
    var all = new ArrayList<Measurement>();
    for (int missing : new int[] {100, 1_000, 10_000}) {
      List<Series.Sample> samples = samples(missing, missing);
      var pair = new Pair(LOGS).acquainted().part();
      pair.write(1, samples);
      Pair.Meeting meeting = pair.meet();
      double frontier = Reference.frontierBytes(LOGS + 1, 1, missing);
      double bound = frontier + Reference.columnBytes(samples);
      String name = "pair." + missing + "-missing.bytes";
      all.add(
          Measurement.of(name, "B", (double) meeting.bytes())
              .against(BOUND, bound)
              .ratioAtMost(missing < 1_000 ? 1.15 : 1.05));
      if (missing > 100) {
        double entropy = frontier + Reference.entropyBytes(samples);
        all.add(
            Measurement.of(name + ".entropy", "B", (double) meeting.bytes())
                .against("entropy of the same differences", entropy));
      }
    }
    return all;
  }

  private static List<Measurement> flights() {
    var all = new ArrayList<Measurement>();
    for (boolean warm : new boolean[] {true, false}) {
      for (boolean both : new boolean[] {false, true}) {
        var pair = new Pair(LOGS);
        if (warm) {
          pair.acquainted().part();
        }
        pair.write(1, samples(1, 100));
        if (both) pair.write(0, samples(2, 100));
        if (!warm) {
          pair.swarm.connect(0, 1);
        }
        Pair.Meeting meeting = pair.meet();
        String name = "flights." + (warm ? "warm" : "cold") + (both ? ".both-lack" : ".one-lacks");
        all.add(Measurement.of(name, "flights", meeting.flights()).atMost(warm ? 2 : 3));
      }
    }
    return all;
  }

  private static Measurement single() {
    var pair = new Pair(LOGS).acquainted();
    pair.swarm.watch = pair.sent::add;
    Device writer = pair.swarm.devices.get(1);
    // Of a device that has been up for an hour and wrote 3,600 before.
    long seq = 3_600;
    writer.durable(List.of(Device.observation(writer.log, Series.scalar(seq), seq)));
    pair.swarm.settle(Swarm.SECOND);
    return Measurement.of("single.delta", "B", (double) pair.meeting().largestDelta()).atMost(32);
  }

  private static Measurement observation() {
    var pair = new Pair(LOGS).acquainted();
    pair.swarm.watch = pair.sent::add;
    pair.write(1, samples(7, 100));
    pair.swarm.settle(Swarm.SECOND);
    return Measurement.of("observation.batch-of-100", "B", pair.meeting().deltaBytes() / 100.0)
        .atMost(7);
  }
}
