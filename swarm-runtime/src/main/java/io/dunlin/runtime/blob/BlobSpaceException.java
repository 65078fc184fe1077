package io.dunlin.runtime.blob;

import java.io.IOException;

/** A blob does not fit: the budget is spent on pinned blobs, or the disk is full. */
public final class BlobSpaceException extends IOException {
  private static final long serialVersionUID = 1L;

  public BlobSpaceException(String message) {
    super(message);
  }

  public BlobSpaceException(String message, Throwable cause) {
    super(message, cause);
  }
}
