package io.github.flumeaggregation.window.files;

import io.github.flumeaggregation.window.state.Disk;
import java.io.IOException;

/** Opens the file systems that exactly-once files may be on. */
public final class FileStores implements FileStore.Opener {
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
      Class.forName("org.apache.hadoop.fs.FileSystem", false, FileStores.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }
}
