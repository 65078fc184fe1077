package io.dunlin.runtime.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.state.LinkMeasure;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublisherTest {
  private static final long SECOND = 1_000_000_000;

  private final Publisher publisher = new Publisher();

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

  private static List<LinkMeasure> row(long rttMillis) {
    return List.of(measure(rttMillis, true));
  }

  private static LinkMeasure measure(long rttMillis, boolean up) {
    return new LinkMeasure(new ReplicaId(1, 0), up, rttMillis * 1_000_000, 0, 1_000_000, 100);
  }
}
