package io.dunlin.crdt.codec;

/** What the elements of tests are made of. */
public final class CodecsOfTests {
  /** A number, few bytes when it is near zero. */
  public static final Codec<Integer> INTEGER =
      Codecs.of(
          (to, value) -> to.zigzag(value),
          from -> {
            long value = from.zigzag();
            if (value != (int) value) {
              throw new MalformedException("no int: " + value);
            }
            return (int) value;
          });

  private CodecsOfTests() {}
}
