package io.dunlin.runtime.sync;

/** Counts bytes and packets by cause. */
final class Ledger {
  long sentBytes;
  long receivedBytes;
  long summaryBytes;
  long neededBytes;
  long duplicateBytes;
  long lostBytes;
  long againBytes;
  long entriesNeeded;
  long entriesDuplicate;
  long packetsMalformed;
  long packetsForeign;
  long packetsUnknown;
  private long deltaBytes;
  private long deltaEntries;

  void sent(int bytes, boolean delta) {
    sentBytes += bytes;
    if (!delta) {
      summaryBytes += bytes;
    }
  }

  void sentEntries(int bytes, int entries) {
    deltaBytes += bytes;
    deltaEntries += entries;
  }

  /** Splits a received delta by what it was worth. */
  void receivedEntries(int bytes, int needed, int duplicate) {
    entriesNeeded += needed;
    entriesDuplicate += duplicate;
    if (needed + duplicate > 0) {
      long neededShare = (long) bytes * needed / (needed + duplicate);
      neededBytes += neededShare;
      duplicateBytes += bytes - neededShare;
    }
  }

  /** Bytes that so many entries will take, judged by those sent so far. */
  long estimate(long entries) {
    return deltaEntries == 0 ? entries * 32 : entries * deltaBytes / deltaEntries;
  }

  SyncCounters snapshot() {
    return new SyncCounters(
        sentBytes,
        receivedBytes,
        summaryBytes,
        neededBytes,
        duplicateBytes,
        lostBytes,
        againBytes,
        entriesNeeded,
        entriesDuplicate,
        packetsMalformed,
        packetsForeign,
        packetsUnknown);
  }
}
