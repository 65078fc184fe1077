package io.dunlin.runtime.journal;

class SimJournalTest implements JournalContract {
  private final SimDisk disk = new SimDisk();

  @Override
  public Disk disk() {
    return disk;
  }
}
