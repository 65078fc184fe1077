package io.dunlin.runtime.senml;

/**
 * One field of a record.
 *
 * @param value String, Boolean or {@link Decimal}
 */
record Field(Label label, Object value) {}
