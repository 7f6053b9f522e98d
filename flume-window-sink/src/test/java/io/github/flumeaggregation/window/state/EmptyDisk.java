package io.github.flumeaggregation.window.state;

import java.io.Closeable;
import java.io.File;
import java.nio.file.NoSuchFileException;

/** A disk that keeps nothing and never fails, for states that nobody opens again. */
final class EmptyDisk extends Disk {
  private static final Output NOWHERE =
      new Output() {
        @Override
        public void write(long position, byte[] bytes, int length) {}

        @Override
        public void force() {}

        @Override
        public void close() {}
      };

  @Override
  protected int aheadBytes() {
    return 0;
  }

  /** One after the other, so that operations meet each step of it. */
  @Override
  protected long snapshotEveryBytes() {
    return 1;
  }

  @Override
  protected long nanoTime() {
    return 0;
  }

  @Override
  protected void inBackground(String threadName, Runnable work) {
    work.run();
  }

  @Override
  public Output open(File path) {
    return NOWHERE;
  }

  @Override
  protected Input openToRead(File path) throws NoSuchFileException {
    throw new NoSuchFileException(path.getPath());
  }

  @Override
  public String[] list(File directory) {
    return new String[0];
  }

  @Override
  protected Object identity(File path) {
    return "the only one";
  }

  @Override
  protected long length(File path) {
    return 0;
  }

  @Override
  public boolean isThere(File directory) {
    return true;
  }

  @Override
  protected boolean isWritable(File directory) {
    return false;
  }

  @Override
  public void rename(File from, File to) {}

  @Override
  public void delete(File path) {}

  @Override
  public void forceDirectory(File directory) {}

  @Override
  protected Closeable lock(File directory) {
    return () -> {};
  }
}
