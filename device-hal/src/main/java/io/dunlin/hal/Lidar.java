package io.dunlin.hal;

/** Makes one sweep within 1 s, and never throws. */
public interface Lidar {
  Reading<Scan> scan();
}
