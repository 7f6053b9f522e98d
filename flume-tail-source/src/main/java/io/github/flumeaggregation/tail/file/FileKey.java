package io.github.flumeaggregation.tail.file;

import io.github.flumeaggregation.core.Nullable;

/**
 * Device and inode: what tells two files of one host apart while both exist. After one is deleted
 * its inode may be given to another, so a key alone never identifies content.
 */
public final class FileKey {
  private final long device;
  private final long inode;

  public FileKey(long device, long inode) {
    this.device = device;
    this.inode = inode;
  }

  public long device() {
    return device;
  }

  public long inode() {
    return inode;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FileKey
        && ((FileKey) other).inode == inode
        && ((FileKey) other).device == device;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(inode) * 31 + Long.hashCode(device);
  }

  @Override
  public String toString() {
    return device + ":" + inode;
  }
}
