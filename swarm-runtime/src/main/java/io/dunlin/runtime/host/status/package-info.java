/**
 * What a process says of itself over HTTP: {@code /health} as JSON and {@code /metrics} as
 * Prometheus text. Read-only, on loopback. Start with {@link
 * io.dunlin.runtime.host.status.StatusServer}.
 */
@NullMarked
package io.dunlin.runtime.host.status;

import org.jspecify.annotations.NullMarked;
