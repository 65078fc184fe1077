/**
 * Sets: an element is in while a write that added it is alive. Start at {@link
 * io.dunlin.crdt.set.ORSet}, a snapshot, and {@link io.dunlin.crdt.set.ORSetStore}, which owns a
 * large one. Knows causality and nothing of maps or the wire.
 */
@NullMarked
package io.dunlin.crdt.set;

import org.jspecify.annotations.NullMarked;
