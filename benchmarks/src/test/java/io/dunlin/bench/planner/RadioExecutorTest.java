package io.dunlin.bench.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dunlin.bench.planner.RadioExecutor.Job;
import io.dunlin.bench.planner.RadioExecutor.Leg;
import io.dunlin.bench.planner.RadioExecutor.Move;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RadioExecutorTest {
  private static Job job(String task, String device, double seconds, double start) {
    return new Job(task, device, seconds, start, 0);
  }

  private static Move move(
      String from, String to, double seconds, double start, String... devices) {
    return new Move(from, List.of(new Leg(devices[0], devices[1], seconds, start)), List.of(to));
  }

  private static double run(List<Job> jobs, List<Move> moves, boolean keepOrder) {
    return new RadioExecutor(jobs, moves, Map.of(), keepOrder).makespan();
  }

  @Test
  void oneRadioCarriesOneTransferAtATime() {
    // a and b are ready at 1; both send to z for 3 s: the second waits for the first.
    List<Job> jobs =
        List.of(job("a", "x", 1, 0), job("b", "y", 1, 0), job("c", "z", 2, 0), job("d", "z", 2, 1));
    List<Move> moves = List.of(move("a", "c", 3, 1, "x", "z"), move("b", "d", 3, 4, "y", "z"));
    assertThat(run(jobs, moves, false)).isEqualTo(1 + 3 + 3 + 2);
    assertThat(run(jobs, moves, true)).isEqualTo(1 + 3 + 3 + 2);
  }

  @Test
  void transfersBetweenDifferentDevicesDoNotWait() {
    List<Job> jobs =
        List.of(job("a", "w", 1, 0), job("b", "x", 1, 0), job("c", "y", 2, 0), job("d", "z", 2, 0));
    List<Move> moves = List.of(move("a", "c", 3, 1, "w", "y"), move("b", "d", 3, 1, "x", "z"));
    assertThat(run(jobs, moves, false)).isEqualTo(6);
  }

  @Test
  void theBookedOrderIsKeptEvenWhereItCostsTime() {
    // Booked: b's output first, though a's is ready four seconds earlier.
    List<Job> jobs =
        List.of(
            job("a", "x", 1, 0), job("b", "y", 5, 0), job("c", "z", 1, 20), job("d", "z", 1, 10));
    List<Move> moves = List.of(move("a", "c", 3, 8, "x", "z"), move("b", "d", 3, 5, "y", "z"));
    assertThat(run(jobs, moves, true)).isEqualTo(5 + 3 + 3 + 1);
    // Without a booking a's output travels while b runs; d comes first on z in both.
    assertThat(run(jobs, moves, false)).isEqualTo(5 + 3 + 1 + 1);
  }

  @Test
  void aRelayHoldsBothOfItsRadiosHopByHop() {
    List<Job> jobs = List.of(job("a", "x", 1, 0), job("b", "z", 1, 0));
    Move relayed =
        new Move("a", List.of(new Leg("x", "y", 2, 1), new Leg("y", "z", 4, 3)), List.of("b"));
    assertThat(run(jobs, List.of(relayed), true)).isEqualTo(1 + 2 + 4 + 1);
  }

  @Test
  void tasksOfADeviceKeepThePlansOrder() {
    List<Job> jobs =
        List.of(job("late", "x", 1, 5), job("early", "x", 2, 0), job("far", "y", 4, 0));
    assertThat(run(jobs, List.of(move("far", "early", 1, 4, "y", "x")), false)).isEqualTo(8);
  }

  @Test
  void aPlanThatCannotEndIsSaid() {
    List<Job> jobs = List.of(job("a", "x", 1, 0), job("b", "x", 1, 1));
    assertThatThrownBy(
            () -> new RadioExecutor(jobs, List.of(), Map.of("b", List.of("a")), false).makespan())
        .hasMessageContaining("2 tasks never began");
  }
}
