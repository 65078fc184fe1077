/**
 * Configuration: TOML in layers (built in, {@code /etc}, the card's boot partition, environment,
 * flag), each value with its origin. An unknown key is an error with the nearest known name. Start
 * with {@link io.dunlin.runtime.host.config.Settings}.
 */
@NullMarked
package io.dunlin.runtime.host.config;

import org.jspecify.annotations.NullMarked;
