package io.dunlin.runtime.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.state.LinkMeasure;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublisherTest {
  private static final long SECOND = 1_000_000_000;

  private final Publisher publisher = new Publisher(8 * SECOND);

  @Test
  void jitterIsNotTold() {
    publisher.publish(row(10), 0);
    for (int second = 1; second < 500; second++) {
      long rttMillis = second % 4 == 0 ? 11 : 60;
      assertThat(publisher.isDue(row(rttMillis), second * SECOND)).as("%d s", second).isFalse();
    }
  }

  @Test
  void whatMovedAndStayedIsTold() {
    publisher.publish(row(10), 0);
    for (int second = 20; second < 25; second++) {
      assertThat(publisher.isDue(row(60), second * SECOND)).isFalse();
    }
    assertThat(publisher.isDue(row(60), 25 * SECOND)).isTrue();
  }

  @Test
  void aLinkThatWentDownIsToldAtOnce() {
    publisher.publish(row(10), 0);
    assertThat(publisher.isDue(List.of(measure(10, false)), 1)).isTrue();
  }

  @Test
  void whatGetsThroughIsNotToldAgainForAFewProbesMoreOrLess() {
    publisher.publish(lossy(2 / 32.0), 0);
    for (int second = 1; second < 500; second++) {
      int unheard = second % 40 / 10;
      double loss = unheard / 32.0;
      assertThat(publisher.isDue(lossy(loss), second * SECOND)).as("%d s", second).isFalse();
    }
    for (int second = 500; second < 505; second++) {
      assertThat(publisher.isDue(lossy(0.5), second * SECOND)).isFalse();
    }
    assertThat(publisher.isDue(lossy(0.5), 505 * SECOND)).isTrue();
  }

  @Test
  void aLinkThatComesAndGoesIsToldLessAndLessThatItIsBackButAtOnceThatItIsGone() {
    int told = 0;
    boolean shown = true;
    publisher.publish(List.of(measure(10, true)), 0);
    for (int second = 1; second <= 600; second++) {
      boolean up = second / 3 % 2 == 1;
      List<LinkMeasure> row = List.of(measure(10, up));
      if (publisher.isDue(row, second * SECOND)) {
        publisher.publish(row, second * SECOND);
        shown = up;
        told++;
      }
      assertThat(up || !shown).as("at %d s it is known to be down", second).isTrue();
    }
    // 8 at once, then 5 of 15 s and 30 s, then one a minute; each with the one that it is down.
    assertThat(told).isBetween(20, 60);
  }

  @Test
  void whatComesUpTogetherIsToldTogether() {
    publisher.publish(List.of(measure(1, 10, true)), 0);
    List<LinkMeasure> two = List.of(measure(1, 10, true), measure(2, 10, true));
    List<LinkMeasure> three = List.of(two.get(0), two.get(1), measure(3, 10, true));
    assertThat(publisher.isDue(two, SECOND / 2)).isFalse();
    assertThat(publisher.isDue(three, SECOND)).isTrue();
  }

  private static List<LinkMeasure> lossy(double loss) {
    return List.of(new LinkMeasure(new ReplicaId(1, 0), true, 10_000_000, loss, 1_000_000, 100));
  }

  private static List<LinkMeasure> row(long rttMillis) {
    return List.of(measure(rttMillis, true));
  }

  private static LinkMeasure measure(long rttMillis, boolean up) {
    return measure(1, rttMillis, up);
  }

  private static LinkMeasure measure(long peer, long rttMillis, boolean up) {
    return new LinkMeasure(new ReplicaId(peer, 0), up, rttMillis * 1_000_000, 0, 1_000_000, 100);
  }
}
