package io.dunlin.runtime.host.config;

/**
 * One value and where it comes from.
 *
 * @param value String, Long, Double, Boolean or a list or table of them as tomlj gives them
 * @param origin such as {@code /etc/dunlin/dunlin.toml:12} or {@code DUNLIN_COAP__PORT}
 */
public record Setting(Object value, String origin) {}
