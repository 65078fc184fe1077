/**
 * Writes observations as SenML (RFC 8428), the form in which other programs read them.
 *
 * <p>Inside, an observation is a row of integers scaled by a power of ten; SenML exists only at the
 * edges. Numbers are written as exact decimals, never through floating point. The package only
 * writes, and knows neither storage nor transports. Start at {@code SenmlPack}.
 */
@NullMarked
package io.dunlin.runtime.senml;

import org.jspecify.annotations.NullMarked;
