package io.dunlin.runtime.state;

import org.jspecify.annotations.Nullable;

/**
 * A wish to write one key of SwarmState. The node gives it a dot and a stamp and covers what the
 * key held.
 *
 * @param key at most 256 bytes
 * @param value canonical bytes, or null to remove the key
 */
public record Put(String key, byte @Nullable [] value) {}
