package io.dunlin.planner.compact;

/** An output of a done task that a task still needs, and the devices that hold it at time zero. */
public final class StoredInput {
  private final String from;
  private final String data;
  private final double bytes;
  private final int output;
  private final int[] holders;

  public StoredInput(String from, String data, double bytes, int output, int[] holders) {
    this.from = from;
    this.data = data;
    this.bytes = bytes;
    this.output = output;
    this.holders = holders;
  }

  public String from() {
    return from;
  }

  public String data() {
    return data;
  }

  public double bytes() {
    return bytes;
  }

  public int output() {
    return output;
  }

  public int[] holders() {
    return holders;
  }
}
