package io.dunlin.runtime.journal;

/**
 * Bytes of a segment that were on the medium once and are not right any more.
 *
 * @param segment write order number of the segment
 * @param position first damaged byte in its file
 * @param bytes how many, up to the next frame that is right
 */
public record Damage(long segment, long position, long bytes) {}
