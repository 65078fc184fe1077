package io.dunlin.crdt;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One step in the life of a few replicas.
 *
 * @param kind what happens
 * @param replica to whom
 * @param from for a delivery, which delta; for a sync, whose state
 * @param op for a write, which operation of the type
 * @param argument for a write, on what
 * @param millis for a write, its stamp: few values, so that ties are common
 */
public record Step(Kind kind, int replica, int from, int op, int argument, int millis) {
  /** What may happen. */
  public enum Kind {
    /** A replica writes. */
    WRITE,
    /** A delta made earlier, by anybody, arrives; maybe again, maybe before what it builds on. */
    DELIVER,
    /** The whole state of another replica arrives. */
    SYNC
  }

  /** A life that never changes, for bytes that must not. */
  static List<Step> someLife() {
    SplittableRandom random = new SplittableRandom(20_260);
    List<Step> life = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Kind kind = Kind.values()[random.nextInt(3)];
      life.add(
          new Step(
              kind,
              random.nextInt(4),
              random.nextInt(100),
              random.nextInt(4),
              random.nextInt(4),
              random.nextInt(4)));
    }
    return life;
  }
}
