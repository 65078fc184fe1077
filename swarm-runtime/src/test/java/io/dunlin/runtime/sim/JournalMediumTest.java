package io.dunlin.runtime.sim;

/** The product's journal on a simulated disk. */
class JournalMediumTest implements MediumContract {
  @Override
  public Medium medium() {
    return new JournalMedium();
  }
}
