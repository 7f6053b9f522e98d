package io.github.flumeaggregation.window;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Files of HDFS. This class is only loaded where they are used. */
final class HadoopFileStore implements FileStore {
  private final FileSystem fileSystem;

  HadoopFileStore(FileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  /** The file system of a path, configured by what is on the class path, {@code core-site.xml}. */
  static FileStore open(String path) throws IOException {
    // One of its own: the cached one is shared with stock sinks, and closing it is up to nobody.
    return new HadoopFileStore(FileSystem.newInstance(new Path(path).toUri(), new Configuration()));
  }

  @Override
  public void write(String path, Content content) throws IOException {
    try (FSDataOutputStream out = fileSystem.create(new Path(path), true)) {
      OutputStream buffered = new BufferedOutputStream(out, 1 << 16);
      content.writeTo(buffered);
      buffered.flush();
      out.hsync();
    }
  }

  @Override
  public boolean exists(String path) throws IOException {
    return fileSystem.exists(new Path(path));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Path target = new Path(to);
    fileSystem.mkdirs(target.getParent());
    if (!fileSystem.rename(new Path(from), target)) {
      throw new IOException("the file system refused to rename " + from + " to " + to);
    }
  }

  @Override
  public void deleteFolder(String path) throws IOException {
    fileSystem.delete(new Path(path), true);
  }

  @Override
  public void close() throws IOException {
    fileSystem.close();
  }
}
