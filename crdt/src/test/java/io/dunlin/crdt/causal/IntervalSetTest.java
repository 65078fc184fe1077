package io.dunlin.crdt.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SortedSet;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class IntervalSetTest {
  @Property
  void algebraIsThatOfPlainSets(
      @ForAll("members") SortedSet<Long> a, @ForAll("members") SortedSet<Long> b) {
    SortedSet<Long> union = new TreeSet<>(a);
    union.addAll(b);
    SortedSet<Long> minus = new TreeSet<>(a);
    minus.removeAll(b);
    SortedSet<Long> both = new TreeSet<>(a);
    both.retainAll(b);

    assertThat(set(a).union(set(b))).isEqualTo(set(union));
    assertThat(set(a).minus(set(b))).isEqualTo(set(minus));
    assertThat(set(a).intersect(set(b))).isEqualTo(set(both));
    assertThat(set(a).containsAll(set(b))).isEqualTo(a.containsAll(b));
    assertThat(set(union).containsAll(set(b))).isTrue();
  }

  @Property
  void looksLikeThePlainSet(
      @ForAll("members") SortedSet<Long> a, @ForAll @LongRange(min = 1, max = 45) long x) {
    IntervalSet set = set(a);
    assertThat(set.contains(x)).isEqualTo(a.contains(x));
    assertThat(set.count()).isEqualTo(a.size());
    assertThat(set.isEmpty()).isEqualTo(a.isEmpty());
    SortedSet<Long> plus = new TreeSet<>(a);
    plus.add(x);
    assertThat(set.plus(x)).isEqualTo(set(plus)).hasSameHashCodeAs(set(plus));
    assertThat(set.plus(x).first()).isEqualTo(plus.first());
    assertThat(set.plus(x).last()).isEqualTo(plus.last());
  }

  @Property
  void addingARunIsAddingItsNumbers(
      @ForAll("members") SortedSet<Long> a,
      @ForAll @LongRange(min = 1, max = 45) long first,
      @ForAll @LongRange(min = 0, max = 9) long more) {
    SortedSet<Long> plus = new TreeSet<>(a);
    for (long x = first; x <= first + more; x++) {
      plus.add(x);
    }
    assertThat(set(a).plus(first, first + more)).isEqualTo(set(plus));
  }

  @Property
  void runsNeitherOverlapNorTouch(@ForAll("members") SortedSet<Long> a) {
    long before = -1;
    for (IntervalSet.Run run : set(a).runs()) {
      assertThat(run.first()).isGreaterThan(before + 1).isLessThanOrEqualTo(run.last());
      before = run.last();
    }
  }

  @Example
  void reachesToTheEndOfTheRange() {
    IntervalSet all = IntervalSet.of(1, Long.MAX_VALUE);
    assertThat(all.count()).isEqualTo(Long.MAX_VALUE);
    assertThat(all.plus(7)).isEqualTo(all);
    assertThat(all.minus(IntervalSet.of(5)).plus(5)).isEqualTo(all);
    assertThat(all.minus(all)).isSameAs(IntervalSet.empty());
    IntervalSet last = IntervalSet.of(Long.MAX_VALUE);
    assertThat(all.minus(last).last()).isEqualTo(Long.MAX_VALUE - 1);
    assertThat(last.plus(Long.MAX_VALUE - 1).count()).isEqualTo(2);
    assertThat(last.union(IntervalSet.of(3)).minus(IntervalSet.of(1, 9))).isEqualTo(last);
  }

  @Example
  void refusesWhatIsNoRun() {
    assertThatThrownBy(() -> IntervalSet.of(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> IntervalSet.of(3, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> IntervalSet.of(1, 5).plus(4, 3))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> IntervalSet.empty().first()).isInstanceOf(IllegalStateException.class);
  }

  @Example
  void readsWell() {
    assertThat(IntervalSet.of(1, 5).plus(7)).hasToString("[1..5, 7]");
  }

  @Provide
  Arbitrary<SortedSet<Long>> members() {
    return Arbitraries.longs().between(1, 45).set().ofMaxSize(30).map(TreeSet::new);
  }

  private static IntervalSet set(SortedSet<Long> members) {
    IntervalSet set = IntervalSet.empty();
    for (long member : members) {
      set = set.plus(member);
    }
    return set;
  }
}
