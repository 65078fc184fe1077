package io.dunlin.runtime.transport.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.runtime.transport.FetchResult;
import io.dunlin.runtime.transport.FetchResult.Failed;
import io.dunlin.runtime.transport.FetchResult.Reason;
import io.dunlin.runtime.transport.FetchResult.Transferred;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BlobTransferTest {
  private static final long MILLI = 1_000_000;

  @Property(tries = 200)
  void everyBlobArrivesWholeWhateverTheLinkLoses(
      @ForAll long seed,
      @ForAll @IntRange(max = 400_000) int bytes,
      @ForAll @IntRange(max = 30) int lossPercent,
      @ForAll @IntRange(min = 1, max = 500) int tripMillis) {
    var link =
        new Link(seed, content(seed, bytes), lossPercent / 100.0, 0, tripMillis * MILLI, 200_000);
    var outcome = link.run();
    assertThat(outcome.result()).isInstanceOf(Transferred.class);
    assertThat(link.stored.cardinality()).isEqualTo(ChunkList.chunks(bytes));
    assertThat(((Transferred) outcome.result()).bytes()).isEqualTo(bytes);
  }

  @Property(tries = 100)
  void aCorruptedBlockIsFoundAndItsChunkFetchedAgain(@ForAll long seed) {
    var link = new Link(seed, content(seed, 300_000), 0.02, 0.003, 20 * MILLI, 2_000_000);
    assertThat(link.run().result()).isInstanceOf(Transferred.class);
  }

  @Test
  void randomLossDoesNotSlowAPhotoDown() {
    var link = new Link(7, content(7, 3_000_000), 0.05, 0, 20 * MILLI, 2_000_000);
    var outcome = link.run();
    assertThat(outcome.result()).isInstanceOf(Transferred.class);
    // The line alone needs 1.6 s of virtual time; a sender that halves at each loss needs 12.
    assertThat(outcome.nanos()).isLessThan(3_500 * MILLI);
  }

  @Test
  void aSlowLineIsNotFloodedSoThatControlTrafficGetsThrough() {
    var link = new Link(7, content(7, 300_000), 0, 0, 20 * MILLI, 20_000);
    var outcome = link.run();
    assertThat(outcome.result()).isInstanceOf(Transferred.class);
    assertThat(link.queuePeakNanos).isLessThan(500 * MILLI);
    assertThat(outcome.nanos()).isLessThan(18_000 * MILLI);
    assertThat(link.asked).isLessThan(340);
  }

  @Test
  void aNeighbourThatNeverAnswersIsGivenUpAfterSomeAsks() {
    var link = new Link(7, content(7, 3_000), 1, 0, 20 * MILLI, 20_000);
    var outcome = link.run();
    assertThat(outcome.result())
        .isInstanceOfSatisfying(
            Failed.class, f -> assertThat(f.reason()).isEqualTo(Reason.TIMEOUT));
    assertThat(outcome.nanos()).isEqualTo(BlobTransfer.SILENCE_NANOS_MAX);
    assertThat(link.asked).isBetween(5, 30);
  }

  @Test
  void chunksOfAnEarlierAttemptAreNotFetchedAgain() {
    var link = new Link(7, content(7, 3 * 65_536), 0, 0, 20 * MILLI, 2_000_000);
    link.stored.set(0);
    link.stored.set(2);
    assertThat(link.run().result())
        .isInstanceOfSatisfying(Transferred.class, t -> assertThat(t.bytes()).isEqualTo(65_536));
    assertThat(link.asked).isEqualTo(1 + 64);
  }

  @Test
  void aNeighbourThatSendsRubbishIsGivenUp() {
    var link = new Link(7, content(7, 100_000), 0, 1, 20 * MILLI, 2_000_000);
    assertThat(link.run().result())
        .isInstanceOfSatisfying(
            Failed.class, f -> assertThat(f.reason()).isEqualTo(Reason.CORRUPT));
  }

  @Property(tries = 300)
  void noAnswerHoweverHostileThrows(@ForAll long seed) {
    var random = new SplittableRandom(seed);
    var transfer = new BlobTransfer(0);
    List<Effect> effects = transfer.step(new Input.Tick(), 0);
    for (int i = 0; i < 60 && effects.stream().noneMatch(e -> e instanceof Effect.End); i++) {
      byte[] payload = new byte[random.nextInt(1_100)];
      random.nextBytes(payload);
      if (random.nextBoolean() && payload.length > 8) {
        // A plausible size, so that the list is believed.
        ByteBuffer.wrap(payload).putLong(random.nextLong(200_000));
      }
      effects =
          transfer.step(
              new Input.Block(
                  random.nextInt(5), random.nextBoolean(), random.nextInt(1 << 20), payload),
              i * MILLI);
    }
  }

  @Test
  void cancelledMeansCancelled() {
    var transfer = new BlobTransfer(0);
    var _ = transfer.step(new Input.Tick(), 0);
    assertThat(transfer.step(new Input.Cancel(), 1))
        .containsExactly(new Effect.End(new FetchResult.Cancelled()));
    assertThat(transfer.step(new Input.Tick(), 2)).isEmpty();
  }

  private static byte[] content(long seed, int bytes) {
    byte[] content = new byte[bytes];
    new SplittableRandom(seed).nextBytes(content);
    return content;
  }
}
