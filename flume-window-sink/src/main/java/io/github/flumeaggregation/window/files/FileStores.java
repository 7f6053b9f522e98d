package io.github.flumeaggregation.window.files;

import io.github.flumeaggregation.window.state.Disk;
import java.io.IOException;

/** Opens the file systems that exactly-once files may be on. */
public final class FileStores implements FileStore.Opener {
  /** The class without which no path but local ones can be written. */
  public static final String HADOOP = "org.apache.hadoop.fs.FileSystem";

  private final Disk disk;

  public FileStores(Disk disk) {
    this.disk = disk;
  }

  @Override
  public FileStore open(String path) throws IOException {
    return isLocal(path) ? new LocalFileStore(disk) : HadoopFileStore.open(path);
  }

  private static boolean isLocal(String path) {
    return path.startsWith("file:");
  }

  /** Whether the classes are there that a path needs: Hadoop's client, except for local files. */
  public static boolean isAvailable(String path) {
    if (isLocal(path)) {
      return true;
    }
    try {
      Class.forName(HADOOP, false, FileStores.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
