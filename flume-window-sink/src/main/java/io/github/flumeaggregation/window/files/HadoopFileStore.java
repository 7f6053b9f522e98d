package io.github.flumeaggregation.window.files;

import java.io.BufferedOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
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
  public Set<String> list(String folder) throws IOException {
    Set<String> names = new HashSet<>();
    try {
      for (FileStatus file : fileSystem.listStatus(new Path(folder))) {
        names.add(file.getPath().getName());
      }
    } catch (FileNotFoundException e) {
      return names;
    }
    return names;
  }

  @Override
  public void makeFolder(String path) throws IOException {
    if (!fileSystem.mkdirs(new Path(path))) {
      throw new IOException("the file system refused to make the folder " + path);
    }
  }

  @Override
  public void checkRename(String fromFolder, String toFolder) throws IOException {
    String name = "_probe-" + UUID.randomUUID();
    makeFolder(fromFolder + '/' + name);
    Path probe = new Path(toFolder, name);
    rename(fromFolder + '/' + name, probe.toString());
    fileSystem.delete(probe, true);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    if (!fileSystem.rename(new Path(from), new Path(to))) {
      throw new IOException("the file system refused to rename " + from + " to " + to);
    }
  }

  /** What a NameNode has answered is durable. */
  @Override
  public void force(String folder) {}

  @Override
  public void deleteFolder(String path) throws IOException {
    fileSystem.delete(new Path(path), true);
  }

  @Override
  public void close() throws IOException {
    fileSystem.close();
  }
}
