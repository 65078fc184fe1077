package io.dunlin.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ReplicaIdTest {
  @Property
  void textAndBytesComeBack(@ForAll long high, @ForAll long low) {
    ReplicaId id = new ReplicaId(high, low);
    assertThat(ReplicaId.of(id.toBytes())).isEqualTo(id);
    assertThat(ReplicaId.parse(id.toString())).isEqualTo(id);
    assertThat(id.toString())
        .isEqualTo(HexFormat.of().formatHex(id.toBytes()))
        .startsWith(id.shortHex());
  }

  /** The same order as that of the texts, hence of the bytes. */
  @Property
  void orderIsUnsigned(@ForAll long high, @ForAll long low, @ForAll long other) {
    ReplicaId a = new ReplicaId(high, low);
    for (ReplicaId b : new ReplicaId[] {new ReplicaId(high, other), new ReplicaId(other, low), a}) {
      assertThat(Integer.signum(a.compareTo(b)))
          .isEqualTo(Integer.signum(a.toString().compareTo(b.toString())));
    }
  }

  @Example
  void refusesOtherLengthsAndDigits() {
    assertThatThrownBy(() -> ReplicaId.of(new byte[15]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ReplicaId.parse("ab")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ReplicaId.parse("g".repeat(32)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
