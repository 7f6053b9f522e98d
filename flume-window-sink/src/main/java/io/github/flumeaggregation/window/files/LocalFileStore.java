package io.github.flumeaggregation.window.files;

import io.github.flumeaggregation.window.state.Disk;
import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** Files of this machine; needs no Hadoop. */
final class LocalFileStore implements FileStore {
  private final Disk disk;

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
  public Set<String> list(String folder) throws IOException {
    File file = file(folder);
    String[] names = file.list();
    if (names == null && file.exists()) {
      throw new IOException("cannot read the folder " + file);
    }
    return names == null ? new HashSet<>() : new HashSet<>(Arrays.asList(names));
  }

  @Override
  public void makeFolder(String path) throws IOException {
    disk.makeDirectory(file(path));
  }

  @Override
  public void checkRename(String fromFolder, String toFolder) throws IOException {
    Path probe = Files.createTempDirectory(file(fromFolder).toPath(), "_probe-");
    Path moved = file(toFolder).toPath().resolve(String.valueOf(probe.getFileName()));
    Files.move(probe, moved, StandardCopyOption.ATOMIC_MOVE);
    Files.delete(moved);
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
    File[] files = Files.isSymbolicLink(file.toPath()) ? null : file.listFiles();
    for (File below : files == null ? new File[0] : files) {
      delete(below);
    }
    disk.delete(file);
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
      byte[] exact = from == 0 ? bytes : Arrays.copyOfRange(bytes, from, from + count);
      output.write(length, exact, count);
      length += count;
    }
  }
}
