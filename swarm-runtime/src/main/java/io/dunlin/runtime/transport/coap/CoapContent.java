package io.dunlin.runtime.transport.coap;

import io.dunlin.runtime.blob.BlobStore;
import io.dunlin.runtime.transport.DeviceResources;

/**
 * What an endpoint serves besides packets.
 *
 * @param blobs given away block by block, and where fetched blobs go
 * @param takesUploads whether anybody may PUT a blob: a gateway's part
 */
public record CoapContent(DeviceResources resources, BlobStore blobs, boolean takesUploads) {}
