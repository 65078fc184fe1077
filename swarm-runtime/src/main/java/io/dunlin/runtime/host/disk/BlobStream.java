package io.dunlin.runtime.host.disk;

import io.dunlin.runtime.journal.DiskFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** The content of a blob from its start; goes on even when the blob is evicted meanwhile. */
final class BlobStream extends InputStream {
  private final DiskFile file;
  private final long size;
  private long at;

  BlobStream(DiskFile file, long size) {
    this.file = file;
    this.size = size;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, into.length);
    if (length == 0) return 0;
    if (at >= size) return -1;
    int n = file.read(ByteBuffer.wrap(into, offset, (int) Math.min(length, size - at)), at);
    if (n < 0) throw new IOException("blob is shorter than it was");
    at += n;
    return n;
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, size - at);
  }

  @Override
  public void close() {
    file.close();
  }
}
