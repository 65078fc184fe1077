package io.dunlin.runtime.sim;

/** Its model. */
class MemoryMediumTest implements MediumContract {
  @Override
  public Medium medium() {
    return new MemoryMedium();
  }
}
