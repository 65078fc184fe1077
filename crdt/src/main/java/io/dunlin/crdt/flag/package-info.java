/**
 * Flags: on or off, with a stated winner when both are written at once. Start at {@link
 * io.dunlin.crdt.flag.EnableWinsFlag}. Knows causality and nothing of maps, sets or the wire.
 */
@NullMarked
package io.dunlin.crdt.flag;

import org.jspecify.annotations.NullMarked;
