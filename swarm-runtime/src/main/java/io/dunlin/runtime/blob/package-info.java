/**
 * Large content named by its SHA-256: photos, scans, results, programs. It knows blocks, chunks and
 * how a blob is put together from pieces; it must not know who sends them, clocks, threads or real
 * files. Start with {@link io.dunlin.runtime.blob.BlobStore}.
 */
@NullMarked
package io.dunlin.runtime.blob;

import org.jspecify.annotations.NullMarked;
