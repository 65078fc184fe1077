package io.dunlin.runtime.sync;

/**
 * Bytes and packets by cause since the process started; all only grow. Bytes are whole sync
 * packets, without the headers of what carries them.
 *
 * @param sentBytes all packets sent
 * @param receivedBytes all packets received, bad ones too
 * @param summaryBytes sent to find out who lacks what: everything but deltas
 * @param neededBytes received in deltas: the share of entries that were new
 * @param duplicateBytes received in deltas: the share of entries that we had
 * @param lostBytes sent in deltas that the peer then said it had not got
 * @param againBytes sent in deltas to a gateway that the same entries were sent to before, whatever
 *     the reason: lost, or received by a process that crashed before it was durable
 * @param entriesNeeded entries received that were new
 * @param entriesDuplicate entries received that we had
 * @param packetsMalformed dropped: cut, altered or out of bounds
 * @param packetsForeign dropped: other version, swarm or an authenticator we do not know
 * @param packetsUnknown dropped: session or dictionary index not known (yet)
 */
public record SyncCounters(
    long sentBytes,
    long receivedBytes,
    long summaryBytes,
    long neededBytes,
    long duplicateBytes,
    long lostBytes,
    long againBytes,
    long entriesNeeded,
    long entriesDuplicate,
    long packetsMalformed,
    long packetsForeign,
    long packetsUnknown) {}
