package io.dunlin.runtime.journal;

/** The answer to {@link Journal#append}. */
public sealed interface Receipt {
  /**
   * All are in the page cache (UNSTABLE): a crash of the process spares them, a power cut may not.
   *
   * @param count entries taken, those that were here already included
   */
  record Appended(int count) implements Receipt {}

  /**
   * Those before were taken, this one and all after it were not and left nothing behind.
   *
   * @param firstRefused index into the list that was appended
   */
  record Refused(int firstRefused, Refusal reason) implements Receipt {}
}
