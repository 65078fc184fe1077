package io.dunlin.runtime.senml;

import io.dunlin.runtime.state.Observation;

/**
 * An observation and its time.
 *
 * @param nanos since 1970; a device without a clock gives it relative to now instead, 0 or less
 *     (RFC 8428 section 4.5.3: what is below 2^28 seconds is relative)
 */
public record Timed(long nanos, Observation observation) {}
