package io.dunlin.hal;

import java.util.OptionalLong;

/**
 * A position at a time.
 *
 * @param utcMillis milliseconds since 1970 UTC by the receiver or the recording, where known
 */
public record Fix(Position position, OptionalLong utcMillis) {}
