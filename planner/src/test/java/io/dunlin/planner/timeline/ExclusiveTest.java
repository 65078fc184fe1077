package io.dunlin.planner.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ExclusiveTest {

  /** Whole seconds, so that bookings often touch and leave no gap. */
  @Property(tries = 300)
  void findsTheFirstGapThatIsWideEnough(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int bookings) {
    SplittableRandom random = new SplittableRandom(seed);
    Exclusive timeline = new Exclusive();
    List<double[]> booked = new ArrayList<>();
    for (int i = 0; i < bookings; i++) {
      double from = random.nextInt(80);
      double seconds = 1 + random.nextInt(6);
      double at = timeline.earliest(from, seconds);
      assertThat(at).isEqualTo(firstGap(booked, from, seconds));
      timeline.book(at, at + seconds);
      booked.add(new double[] {at, at + seconds});
      double last = booked.stream().mapToDouble(one -> one[1]).max().orElse(0);
      assertThat(timeline.lastEnd()).isEqualTo(last);
    }
    timeline.clear();
    assertThat(timeline.earliest(3, 5)).isEqualTo(3);
  }

  private static double firstGap(List<double[]> booked, double from, double seconds) {
    double at = from;
    while (overlaps(booked, at, at + seconds)) {
      at++;
    }
    return at;
  }

  private static boolean overlaps(List<double[]> booked, double from, double to) {
    return booked.stream().anyMatch(one -> one[0] < to && from < one[1]);
  }
}
