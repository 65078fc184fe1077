/**
 * A gateway under load: a process of its own with the heap it has in the field, and beside it a
 * device that has nothing but packets to send. Start with {@link
 * io.dunlin.bench.gateway.GatewayBench}.
 */
@NullMarked
package io.dunlin.bench.gateway;

import org.jspecify.annotations.NullMarked;
