/**
 * A seeded link shaper in user space: relays between processes of one machine that add delay,
 * jitter, loss, a rate and partitions, also one-way. It stands in for the radio in the demo and in
 * tests where the kernel offers no netem. It knows addresses and bytes, never what they mean. Start
 * with {@link io.dunlin.gateway.shaper.Shaper}.
 */
@NullMarked
package io.dunlin.gateway.shaper;

import org.jspecify.annotations.NullMarked;
