package io.dunlin.runtime.state;

/**
 * A mission whose signature was checked.
 *
 * @param revision 64 hex digits
 */
public record LiveMission(
    Mission mission, String revision, long acceptedMillis, boolean cancelled) {}
