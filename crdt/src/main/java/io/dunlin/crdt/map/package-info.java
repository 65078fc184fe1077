/**
 * Maps that converge. {@link io.dunlin.crdt.map.Document} is the store a device holds: a map from
 * key to a register that keeps every value nobody has knowingly overwritten, fed with one {@link
 * io.dunlin.crdt.map.Change} per write.
 *
 * <p>{@link io.dunlin.crdt.map.ORMap} nests other causal values, {@link io.dunlin.crdt.map.LwwMap}
 * holds plain ones and has a store for large maps.
 *
 * <p>Knows nothing of the wire, of journals or of what the values mean. Start at {@link
 * io.dunlin.crdt.map.Change}, which says what a write is.
 */
@NullMarked
package io.dunlin.crdt.map;

import org.jspecify.annotations.NullMarked;
