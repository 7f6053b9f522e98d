package io.github.flumeaggregation.window.files;

import java.io.IOException;
import java.util.Random;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FilterFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** Fails often: before it has done what it was asked, or after. */
final class UnreliableFileSystem extends FilterFileSystem {
  private final Random random;

  UnreliableFileSystem(RawLocalFileSystem local, Random random) {
    super(local);
    this.random = random;
  }

  private void maybeFail() throws IOException {
    if (random.nextInt(12) == 0) {
      throw new IOException("connection reset");
    }
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    maybeFail();
    boolean done = random.nextInt(12) > 0 && super.rename(from, to);
    maybeFail();
    return done;
  }

  @Override
  public boolean mkdirs(Path folder) throws IOException {
    maybeFail();
    return super.mkdirs(folder);
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    maybeFail();
    return super.delete(path, recursive);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    maybeFail();
    return super.getFileStatus(path);
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    maybeFail();
    // Without the permission, for which the local file system would start a process.
    return fs.create(path, overwrite, bufferSize, replication, blockSize, progress);
  }
}
