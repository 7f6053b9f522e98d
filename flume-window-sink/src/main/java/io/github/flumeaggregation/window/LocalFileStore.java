package io.github.flumeaggregation.window;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;

/** Files of this machine; needs no Hadoop. */
final class LocalFileStore implements FileStore {
  private final Disk disk;
  private final File root;

  /**
   * A store below a folder.
   *
   * @param root above all files; what is above it is there or is made, but not forced again
   */
  LocalFileStore(Disk disk, String root) {
    this.disk = disk;
    this.root = file(root);
  }

  private static File file(String path) {
    return new File(path.replaceFirst("^file:/+", "/"));
  }

  @Override
  public void write(String path, Content content) throws IOException {
    File file = file(path);
    makeFolder(file.getParentFile());
    // Not written over: another process may still have the old one open.
    disk.delete(file);
    try (Disk.Output output = disk.open(file)) {
      OutputStream stream = new BufferedOutputStream(new Appender(output), 1 << 16);
      content.writeTo(stream);
      stream.flush();
      output.force();
    }
  }

  @Override
  public boolean exists(String path) {
    return file(path).exists();
  }

  @Override
  public void rename(String from, String to) throws IOException {
    makeFolder(file(to).getParentFile());
    disk.rename(file(from), file(to));
    // All of them: one may have been made by a process that was killed before it forced its entry.
    for (File folder = file(to).getParentFile();
        folder != null && folder.toPath().startsWith(root.toPath());
        folder = folder.getParentFile()) {
      disk.forceDirectory(folder);
    }
  }

  /** Makes a folder durably: its entry in the folder above is forced, and so on upwards. */
  private void makeFolder(File folder) throws IOException {
    if (folder.isDirectory()) {
      return;
    }
    makeFolder(folder.getParentFile());
    if (!folder.mkdir() && !folder.isDirectory()) {
      throw new IOException("cannot make the folder " + folder);
    }
    disk.forceDirectory(folder.getParentFile());
  }

  @Override
  public void deleteFolder(String path) throws IOException {
    File folder = file(path);
    File[] files = folder.listFiles();
    for (File file : files == null ? new File[0] : files) {
      disk.delete(file);
    }
    disk.delete(folder);
  }

  @Override
  public void close() {}

  /** Writes one byte after the other to a file. */
  private static final class Appender extends OutputStream {
    private final Disk.Output output;
    private long length;

    Appender(Disk.Output output) {
      this.output = output;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      byte[] exact = from == 0 ? bytes : java.util.Arrays.copyOfRange(bytes, from, from + count);
      output.write(length, exact, count);
      length += count;
    }
  }
}
