/**
 * {@code dunlin bench sync}: what the sync protocol costs, in bytes, flights and rounds, against
 * bounds that do not know our encoding. The machines under test are the devices' own; only the
 * links, the journal and the clock are in memory. Nothing here measures time, so figures repeat to
 * the byte for a seed. Start with {@link io.dunlin.bench.sync.SyncBench}.
 */
@NullMarked
package io.dunlin.bench.sync;

import org.jspecify.annotations.NullMarked;
