/**
 * One device: composes the machines of sync, links, membership, missions and tasks over one
 * SwarmState. Still no file, socket, thread or clock: inputs and time go in, effects come out, so
 * the same node runs on a board, in a test and by the thousand under virtual time. It decides
 * nothing itself but the order in which machines hear of things, and hands out the dots of the own
 * logs. Start with {@link io.dunlin.runtime.node.Node}.
 */
@NullMarked
package io.dunlin.runtime.node;

import org.jspecify.annotations.NullMarked;
