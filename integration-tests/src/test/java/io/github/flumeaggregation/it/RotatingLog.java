package io.github.flumeaggregation.it;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A log that is rotated as a web server's is: it is renamed while the server writes to it, which
 * goes on in the renamed file until the server is told to open the new one.
 */
final class RotatingLog implements AutoCloseable {
  private final Path path;
  private Writer writer;
  private int rotations;

  RotatingLog(Path path) throws IOException {
    this.path = path;
    writer = open();
  }

  private Writer open() throws IOException {
    return Files.newBufferedWriter(
        path, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  void write(List<String> lines) throws IOException {
    for (String line : lines) {
      writer.write(line);
      writer.write('\n');
    }
    writer.flush();
  }

  /** Moves {@code access.log} to {@code access.log.1}, and what was there to the next number. */
  void rename() throws IOException {
    makePlace();
    Files.move(path, numbered(1));
  }

  /** Copies {@code access.log} to {@code access.log.1}, and begins it anew in its place. */
  void copyAndTruncate() throws IOException {
    makePlace();
    Files.copy(path, numbered(1));
    Files.newOutputStream(path, StandardOpenOption.TRUNCATE_EXISTING).close();
  }

  /** Those that somebody has deleted are left out. */
  private void makePlace() throws IOException {
    for (int number = rotations; number > 0; number--) {
      if (Files.exists(numbered(number))) {
        Files.move(numbered(number), numbered(number + 1));
      }
    }
    rotations++;
  }

  private Path numbered(int number) {
    return path.resolveSibling(path.getFileName() + "." + number);
  }

  /** Goes on in a new file. */
  void reopen() throws IOException {
    writer.close();
    writer = open();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
