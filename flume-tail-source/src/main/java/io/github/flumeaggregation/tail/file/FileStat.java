package io.github.flumeaggregation.tail.file;

import io.github.flumeaggregation.core.Nullable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** What the file system says about a path at one moment. */
public final class FileStat {
  private static final String ATTRIBUTES =
      "unix:dev,ino,nlink,size,lastModifiedTime,ctime,creationTime,isRegularFile,isDirectory,"
          + "isSymbolicLink";

  private final FileKey key;
  private final long size;
  private final FileTime modified;
  private final FileTime changed;
  private final FileTime created;
  private final int links;
  private final boolean regular;
  private final boolean directory;
  private final boolean symbolicLink;

  private FileStat(Map<String, Object> attributes) {
    key = new FileKey(get(attributes, "dev", Long.class), get(attributes, "ino", Long.class));
    modified = get(attributes, "lastModifiedTime", FileTime.class);
    size = get(attributes, "size", Long.class);
    changed = get(attributes, "ctime", FileTime.class);
    created = get(attributes, "creationTime", FileTime.class);
    links = get(attributes, "nlink", Integer.class);
    regular = get(attributes, "isRegularFile", Boolean.class);
    directory = get(attributes, "isDirectory", Boolean.class);
    symbolicLink = get(attributes, "isSymbolicLink", Boolean.class);
  }

  private static <T> T get(Map<String, Object> attributes, String name, Class<T> type) {
    return type.cast(Objects.requireNonNull(attributes.get(name), name));
  }

  /** Asks the file system, symbolic links followed; null if there is nothing at that path. */
  public static @Nullable FileStat of(Path path) throws IOException {
    return read(path);
  }

  /** Asks the file system about the path itself, were it a symbolic link; null if there is none. */
  public static @Nullable FileStat ofLink(Path path) throws IOException {
    return read(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static @Nullable FileStat read(Path path, LinkOption... options) throws IOException {
    try {
      return new FileStat(Files.readAttributes(path, ATTRIBUTES, options));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  public FileKey key() {
    return key;
  }

  /** Wall clock of the last change of content, in milliseconds since the epoch. */
  public long modifiedMillis() {
    return modified.toMillis();
  }

  /** Wall clock of the last change of content or of its attributes, which nobody can set. */
  public long changedMillis() {
    return changed.toMillis();
  }

  /** As {@link #modifiedMillis()}, as fine as the file system has it. */
  public FileTime modified() {
    return modified;
  }

  /** Size in bytes. */
  public long size() {
    return size;
  }

  /** Whether nothing says that the content is another one than at that earlier look. */
  public boolean isUnchangedSince(FileStat earlier) {
    return key.equals(earlier.key)
        && size == earlier.size
        && modified.equals(earlier.modified)
        && changed.equals(earlier.changed);
  }

  /**
   * When the file was created, in nanoseconds since the epoch; 0 if the system does not tell: Java
   * then gives the time of the last change of content.
   */
  public long birthNanos() {
    return created.equals(modified) ? 0 : created.to(TimeUnit.NANOSECONDS);
  }

  /** Number of names that the file has. */
  public int links() {
    return links;
  }

  public boolean isSymbolicLink() {
    return symbolicLink;
  }

  public boolean isRegular() {
    return regular;
  }

  public boolean isDirectory() {
    return directory;
  }
}
