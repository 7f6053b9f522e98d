package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.Nullable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;

/** What the file system says about a path at one moment, symbolic links followed. */
final class FileStat {
  private final FileKey key;
  private final long modifiedMillis;
  private final boolean regular;
  private final boolean directory;

  private FileStat(Map<String, Object> attributes) {
    key = new FileKey(get(attributes, "dev", Long.class), get(attributes, "ino", Long.class));
    modifiedMillis = get(attributes, "lastModifiedTime", FileTime.class).toMillis();
    regular = get(attributes, "isRegularFile", Boolean.class);
    directory = get(attributes, "isDirectory", Boolean.class);
  }

  private static <T> T get(Map<String, Object> attributes, String name, Class<T> type) {
    return type.cast(Objects.requireNonNull(attributes.get(name), name));
  }

  /** Asks the file system; null if there is nothing at that path. */
  static @Nullable FileStat of(Path path) throws IOException {
    try {
      return new FileStat(
          Files.readAttributes(path, "unix:dev,ino,lastModifiedTime,isRegularFile,isDirectory"));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  FileKey key() {
    return key;
  }

  /** Wall clock of the last change of content, in milliseconds since the epoch. */
  long modifiedMillis() {
    return modifiedMillis;
  }

  boolean isRegular() {
    return regular;
  }

  boolean isDirectory() {
    return directory;
  }
}
