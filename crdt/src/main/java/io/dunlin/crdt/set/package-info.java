/**
 * Sets, made of the map and of flags and registers: an element is a key, and its flag says whether
 * it is in. Start at {@link io.dunlin.crdt.set.ORSet}. Knows nothing of the wire.
 */
@NullMarked
package io.dunlin.crdt.set;

import org.jspecify.annotations.NullMarked;
