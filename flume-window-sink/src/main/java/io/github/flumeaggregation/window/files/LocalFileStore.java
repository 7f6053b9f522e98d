package io.github.flumeaggregation.window.files;

import io.github.flumeaggregation.core.durable.DurableFiles;
import io.github.flumeaggregation.window.state.Disk;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import javax.annotation.concurrent.GuardedBy;

/** Files of this machine; needs no Hadoop. */
final class LocalFileStore implements FileStore {
  private final Disk disk;

  @GuardedBy("this")
  private boolean namesForced;

  LocalFileStore(Disk disk) {
    this.disk = disk;
  }

  private static File file(String path) {
    return new File(path.replaceFirst("^file:/+", "/"));
  }

  @Override
  public void write(String path, Content content) throws IOException {
    File file = file(path);
    // Not written over: another process may still have the old one open.
    disk.delete(file);
    try (DurableFiles.Output output = disk.open(file)) {
      OutputStream stream = new BufferedOutputStream(new Appender(output), 1 << 16);
      content.writeTo(stream);
      stream.flush();
      output.force();
    }
  }

  @Override
  public boolean exists(String path) {
    return disk.exists(file(path));
  }

  @Override
  public Set<String> list(String folder) throws IOException {
    File file = file(folder);
    return disk.exists(file) ? new HashSet<>(Arrays.asList(disk.list(file))) : new HashSet<>();
  }

  @Override
  public synchronized void makeFolder(String path) throws IOException {
    makeDurably(file(path));
    if (!namesForced) {
      // The first is the staging folder, above which lies what no delivery forces.
      disk.forceNamesThrough(file(path));
      namesForced = true;
    }
  }

  private void makeDurably(File folder) throws IOException {
    if (!disk.isThere(folder)) {
      File parent = DurableFiles.folderOf(folder);
      makeDurably(parent);
      disk.makeDirectory(folder);
      disk.forceDirectory(parent);
    }
  }

  @Override
  public void checkRename(String fromFolder, String toFolder) throws IOException {
    disk.checkRename(file(fromFolder), file(toFolder));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    disk.rename(file(from), file(to));
  }

  @Override
  public void force(String folder) throws IOException {
    disk.forceDirectory(file(folder));
  }

  @Override
  public void deleteFolder(String path) throws IOException {
    delete(file(path));
  }

  /** Links are deleted, and not followed. */
  private void delete(File file) throws IOException {
    if (disk.isDirectory(file)) {
      for (String name : disk.list(file)) {
        delete(new File(file, name));
      }
    }
    disk.delete(file);
  }

  @Override
  public void close() {}

  /** Writes one byte after the other to a file. */
  private static final class Appender extends OutputStream {
    private final DurableFiles.Output output;
    private long length;

    Appender(DurableFiles.Output output) {
      this.output = output;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      byte[] exact = from == 0 ? bytes : Arrays.copyOfRange(bytes, from, from + count);
      output.write(length, exact, count);
      length += count;
    }
  }
}
