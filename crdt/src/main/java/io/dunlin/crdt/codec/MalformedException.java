package io.dunlin.crdt.codec;

/**
 * The bytes are not what they should be. Checked, so that nobody forgets that bytes may be hostile.
 */
public final class MalformedException extends Exception {
  private static final long serialVersionUID = 1;

  /** Says what is wrong, in words that hold no more than a few numbers of the input. */
  public MalformedException(String message) {
    super(message);
  }
}
