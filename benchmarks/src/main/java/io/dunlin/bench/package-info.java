/**
 * {@code dunlin bench}: measurements of our parts, each beside a peer measured in the same run.
 * Here are the frame and the report; every family lives in its own package below and knows nothing
 * of the others. Nothing here reaches a device. Start with {@link io.dunlin.bench.Bench}.
 */
@NullMarked
package io.dunlin.bench;

import org.jspecify.annotations.NullMarked;
