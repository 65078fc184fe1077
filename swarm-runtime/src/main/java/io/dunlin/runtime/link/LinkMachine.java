package io.dunlin.runtime.link;

import io.dunlin.runtime.state.LinkMeasure;
import io.dunlin.runtime.step.Machine;
import java.util.List;
import java.util.SplittableRandom;

/** Probes neighbours and keeps the own row of l_ij. */
public final class LinkMachine implements Machine<LinkInput, LinkEffect> {

  /**
   * @param swarmTag as in sync packets
   * @param packetBytesMax 64 to 1,024
   * @param random forked for this machine alone
   */
  public LinkMachine(int swarmTag, int packetBytesMax, SplittableRandom random) {}

  @Override
  public List<LinkEffect> step(LinkInput input, long nowNanos) {
    return List.of();
  }

  /** The row as it stands now, whether published or not. */
  public List<LinkMeasure> row() {
    return List.of();
  }

  /** When the next Tick has something to do; a Tick before does no harm. */
  public long dueNanos() {
    return Long.MAX_VALUE;
  }
}
