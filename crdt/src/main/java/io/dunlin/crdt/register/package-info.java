/**
 * Registers: one value, or the few that were written at once. {@link
 * io.dunlin.crdt.register.MvRegister} keeps all concurrent values and is the one to take in doubt;
 * {@link io.dunlin.crdt.register.LwwRegister} throws values away. Knows causality and nothing of
 * maps, sets or the wire.
 */
@NullMarked
package io.dunlin.crdt.register;

import org.jspecify.annotations.NullMarked;
