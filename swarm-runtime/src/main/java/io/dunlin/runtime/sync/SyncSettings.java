package io.dunlin.runtime.sync;

import io.dunlin.crdt.ReplicaId;
import io.dunlin.runtime.step.Lane;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Who we are and how large a packet may be.
 *
 * @param self this replica
 * @param epoch of this process
 * @param swarmTag first four bytes of the SHA-256 of the swarm's name, big-endian
 * @param packetBytesMax {@value #PACKET_BYTES_LEAST} to {@value #PACKET_BYTES_MOST}
 * @param lanes of which we want what others write, a bit each; a device that passes entries on
 *     wants {@link #ALL_LANES}
 * @param copies how many devices are to hold what this one writes, itself among them; 0 or 1: those
 *     who want it do
 * @param quietNanos longest time between two beacons to a neighbour when nothing changes
 */
public record SyncSettings(
    ReplicaId self,
    long epoch,
    int swarmTag,
    int packetBytesMax,
    int lanes,
    int copies,
    long quietNanos) {
  /** Urgent entries and SwarmState: what everybody needs. */
  public static final int SHARED_LANES = 1 << Lane.URGENT.number() | 1 << Lane.STATE.number();

  /** Longest beacon period unless it is set. */
  public static final long QUIET_NANOS = 8_000_000_000L;

  private static final long QUIET_NANOS_LEAST = 1_000_000_000;

  /** Everything, the rule. */
  public static final int ALL_LANES = 0xff;

  /** The smallest frame that still holds one dictionary entry. */
  public static final int PACKET_BYTES_LEAST = 64;

  /** The largest packet on any link. */
  public static final int PACKET_BYTES_MOST = 1_024;

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if the packet size or the lanes are out of range
   */
  public SyncSettings {
    if (packetBytesMax < PACKET_BYTES_LEAST || packetBytesMax > PACKET_BYTES_MOST) {
      throw new IllegalArgumentException("a packet has 64 to 1,024 bytes, not " + packetBytesMax);
    }
    if ((lanes & ~ALL_LANES) != 0) {
      throw new IllegalArgumentException("lanes are eight bits, not " + lanes);
    }
    if (copies < 0 || quietNanos < QUIET_NANOS_LEAST) {
      throw new IllegalArgumentException(copies + " copies, quiet " + quietNanos + " ns");
    }
  }

  /** Wants everything, with the usual periods. */
  public SyncSettings(ReplicaId self, long epoch, int swarmTag, int packetBytesMax) {
    this(self, epoch, swarmTag, packetBytesMax, ALL_LANES);
  }

  /** With the usual periods, and no copies but for those who want them. */
  public SyncSettings(ReplicaId self, long epoch, int swarmTag, int packetBytesMax, int lanes) {
    this(self, epoch, swarmTag, packetBytesMax, lanes, 0, QUIET_NANOS);
  }

  /** The same with others. */
  public SyncSettings with(int lanes, int copies, long quietNanos) {
    return new SyncSettings(self, epoch, swarmTag, packetBytesMax, lanes, copies, quietNanos);
  }

  /** For links that carry 1,024 bytes. */
  public static SyncSettings of(ReplicaId self, long epoch, String swarm) {
    return new SyncSettings(self, epoch, swarmTag(swarm), PACKET_BYTES_MOST);
  }

  /** The tag by which packets of another swarm are told apart. */
  public static int swarmTag(String swarm) {
    byte[] hash = sha256(swarm.getBytes(StandardCharsets.UTF_8));
    return (hash[0] & 0xff) << 24
        | (hash[1] & 0xff) << 16
        | (hash[2] & 0xff) << 8
        | (hash[3] & 0xff);
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
