package io.dunlin.gateway;

/**
 * A result that a mission published at this gateway.
 *
 * @param hash SHA-256, 64 hex digits
 */
public record PublishedResult(
    String mission,
    String task,
    String name,
    String hash,
    long sizeBytes,
    String contentType,
    long utcMillis) {}
