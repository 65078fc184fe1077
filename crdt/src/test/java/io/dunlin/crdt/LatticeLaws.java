package io.dunlin.crdt;

import static org.assertj.core.api.Assertions.assertThat;

import io.dunlin.crdt.causal.Causal;
import io.dunlin.crdt.causal.Knowledge;
import io.dunlin.crdt.codec.Codec;
import io.dunlin.crdt.codec.HostileBytes;
import io.dunlin.crdt.codec.MalformedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tag;

/**
 * What every CRDT owes, checked on reachable states: what a few replicas get into by writing, by
 * deltas lost, repeated and out of order, and by whole states. A type's test says how to write, how
 * to read, and what a reader should see, told from nothing but the writes and who saw which.
 *
 * @param <T> the type
 */
public interface LatticeLaws<T extends Lattice<T>> {
  /** What every replica begins with. */
  T start();

  /**
   * The delta of this write at a replica in this state. Any op and argument from 0 to 3 must do.
   */
  T delta(T state, Write write);

  /** What a user reads. */
  Object read(T state);

  /** What a user should read who has seen these writes, causes before effects. */
  Object specified(Sight sight);

  /** How it is written. */
  Codec<T> codec();

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  default void equalValuesHaveEqualBytesAndComeBack(@ForAll("lives") List<Step> life)
      throws MalformedException {
    List<T> values = Swarm.after(this, life).values();
    T everything = values.stream().reduce(start(), Lattice::join);
    for (T value : values) {
      byte[] bytes = codec().bytes(value);
      assertThat(codec().read(bytes)).isEqualTo(value);
    }
    Collections.reverse(values);
    assertThat(codec().bytes(values.stream().reduce(start(), Lattice::join)))
        .isEqualTo(codec().bytes(everything));
  }

  /**
   * Whatever the bytes: a value that is written with just these, or a clear error; at a bounded
   * cost.
   */
  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  default void noOtherSpellingIsAccepted(@ForAll("lives") List<Step> life, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<T> values = Swarm.after(this, life).values();
    for (int i = 0; i < 16; i++) {
      T value = values.get(random.nextInt(values.size()));
      byte[] bytes = HostileBytes.from(codec().bytes(value), random);
      try {
        assertThat(codec().bytes(codec().read(bytes))).isEqualTo(bytes);
      } catch (MalformedException e) {
        assertThat(e.getMessage()).isNotBlank();
      }
      assertThat(HostileBytes.allocatedBy(hostile -> codec().read(hostile), bytes))
          .isLessThan(32_768 + 128L * bytes.length);
    }
  }

  /** Version 1, for ever: what is on disks and in the air must stay readable. */
  @Example
  default void bytesAreThoseOfTheGoldenFile() throws IOException, MalformedException {
    String name = "/golden/v1/" + getClass().getSimpleName() + ".hex";
    T value = Swarm.after(this, Step.someLife()).values().stream().reduce(start(), Lattice::join);
    String hex = HexFormat.of().formatHex(codec().bytes(value));
    try (InputStream file =
        Objects.requireNonNull(
            getClass().getResourceAsStream(name),
            () -> "[no file " + name + "; today's bytes are " + hex + "]")) {
      String golden = new String(file.readAllBytes(), StandardCharsets.US_ASCII).strip();
      assertThat(hex).isEqualTo(golden);
      assertThat(codec().read(HexFormat.of().parseHex(golden))).isEqualTo(value);
    }
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  default void joinIsCommutativeAssociativeAndIdempotent(@ForAll("lives") List<Step> life) {
    List<T> values = Swarm.after(this, life).values();
    for (int i = 0; i < values.size(); i++) {
      T a = values.get(i);
      T b = values.get((7 * i + 1) % values.size());
      T c = values.get((11 * i + 2) % values.size());
      assertThat(a.join(b)).isEqualTo(b.join(a)).hasSameHashCodeAs(b.join(a));
      assertThat(a.join(b).join(c)).isEqualTo(a.join(b.join(c)));
      assertThat(a.join(a)).isEqualTo(a);
      assertThat(a.join(b).join(b)).isEqualTo(a.join(b));
    }
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  default void deltasMakeTheStateInAnyOrder(@ForAll("lives") List<Step> life, @ForAll long seed) {
    Swarm<T> swarm = Swarm.after(this, life);
    T everything = swarm.states.stream().reduce(start(), Lattice::join);

    List<T> repeated = new ArrayList<>(swarm.deltas);
    repeated.addAll(swarm.deltas);
    Collections.shuffle(repeated, new Random(seed));
    assertThat(repeated.stream().reduce(start(), Lattice::join)).isEqualTo(everything);
  }

  /** What is joined stays: a further join changes nothing that was there before. */
  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  default void statesOnlyGrow(@ForAll("lives") List<Step> life) {
    Swarm<T> swarm = new Swarm<>(this);
    for (Step step : life) {
      List<T> before = List.copyOf(swarm.states);
      swarm.live(step);
      for (int i = 0; i < before.size(); i++) {
        assertThat(before.get(i).join(swarm.states.get(i))).isEqualTo(swarm.states.get(i));
      }
    }
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  default void partsMakeTheWholeAndNoneIsSpare(@ForAll("lives") List<Step> life) {
    for (T value : Swarm.after(this, life).values()) {
      List<T> parts = value.decompose().toList();
      assertThat(joined(parts)).isEqualTo(parts.isEmpty() ? Optional.empty() : Optional.of(value));
      for (int i = 0; i < parts.size(); i++) {
        List<T> rest = new ArrayList<>(parts);
        T part = rest.remove(i);
        assertThat(joined(rest)).isNotEqualTo(Optional.of(value));
        assertThat(part.decompose()).containsExactly(part);
      }
    }
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  default void aDifferenceIsEnoughAndNoMore(@ForAll("lives") List<Step> life) {
    List<T> values = Swarm.after(this, life).values();
    for (int i = 0; i < values.size(); i++) {
      T a = values.get(i);
      T b = values.get((5 * i + 1) % values.size());
      Optional<T> difference = a.difference(b);
      T joined = a.join(b);
      assertThat(difference.isPresent()).isEqualTo(!joined.equals(b));
      if (difference.isPresent()) {
        T delta = difference.get();
        assertThat(b.join(delta)).isEqualTo(joined);
        assertThat(delta.decompose().filter(part -> b.join(part).equals(b))).isEmpty();
      }
      if (b instanceof Causal<?> seen) {
        assertThat(b.join(since(a, seen.context()))).isEqualTo(joined);
      }
    }
  }

  @SuppressWarnings("unchecked") // a causal value is a lattice of its own type
  private static <T extends Lattice<T>> T since(T value, Knowledge seen) {
    return (T) ((Causal<?>) value).since(seen);
  }

  private static <T extends Lattice<T>> Optional<T> joined(List<T> parts) {
    return parts.stream().reduce(Lattice::join);
  }

  /**
   * All that three replicas can do to one thing in four writes of three kinds, whoever writes them
   * and whatever each has seen by then, causes before effects.
   */
  @Example
  default void everyShortHistoryIsRight() {
    assertThat(History.forEach(this, 4, 0, 2, 3)).isEqualTo(13_153);
  }

  /** The same of five writes: 415,561 histories, so by night. */
  @Tag("nightly")
  @Example
  default void everyHistoryOfFiveWritesIsRight() {
    assertThat(History.forEach(this, 5, 0, 2, 3)).isEqualTo(415_561);
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  default void readsWhatTheWritesSay(@ForAll("lives") List<Step> life) {
    List<Step> causal = life.stream().filter(s -> s.kind() != Step.Kind.DELIVER).toList();
    Swarm<T> swarm = Swarm.after(this, causal);
    for (int replica = 0; replica < Swarm.REPLICAS; replica++) {
      assertThat(read(swarm.states.get(replica))).isEqualTo(specified(swarm.sightOf(replica)));
    }
  }

  /** Every state and delta of a life, later ones last. */
  default List<T> reachable(List<Step> life) {
    return Swarm.after(this, life).values();
  }

  /** Lives of a few replicas, half of the steps writes. */
  @Provide
  default Arbitrary<List<Step>> lives() {
    Arbitrary<Step.Kind> kind =
        Arbitraries.of(Step.Kind.WRITE, Step.Kind.WRITE, Step.Kind.DELIVER, Step.Kind.SYNC);
    Arbitrary<Integer> few = Arbitraries.integers().between(0, Swarm.REPLICAS - 1);
    Arbitrary<Integer> from = Arbitraries.integers().between(0, 99);
    return Combinators.combine(kind, few, from, few, few, few)
        .as(Step::new)
        .list()
        .ofMaxSize(40)
        .withSizeDistribution(RandomDistribution.uniform());
  }
}
