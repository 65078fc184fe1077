package io.dunlin.planner;

/** When data may travel over several links, stored and forwarded at each device. */
public enum Relaying {
  /** Never: without a link there is no way. */
  NEVER,
  /** Only between devices without a link; a link that exists is used, however slow. */
  WHERE_NO_LINK,
  /** Wherever it is quicker. */
  ALWAYS
}
