package io.github.flumeaggregation.window.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;

/**
 * What exactly-once files need of a file system. Paths are absolute, as in the configuration. Safe
 * for use by several threads.
 */
interface FileStore extends Closeable {
  /** Writes the content of a file. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Makes a folder, and those above it, if there is none. */
  void makeFolder(String path) throws IOException;

  /**
   * Finds out whether {@link #rename} can bring a file from one folder to another; both must exist.
   *
   * @throws IOException if it cannot, as from one disk to another
   */
  void checkRename(String fromFolder, String toFolder) throws IOException;

  /** Writes a whole file, in place of one of that name, into a folder that exists. */
  void write(String path, Content content) throws IOException;

  /** Whether there is such a file. */
  boolean exists(String path) throws IOException;

  /** The names in a folder; none if there is no such folder. */
  Set<String> list(String folder) throws IOException;

  /**
   * Gives a file its name, at once or not at all.
   *
   * @param to a name that nothing has, in a folder that exists
   */
  void rename(String from, String to) throws IOException;

  /** Makes durable which names are in a folder. */
  void force(String folder) throws IOException;

  /** Deletes a folder and all that is in it, if it exists. */
  void deleteFolder(String path) throws IOException;

  /** Opens file systems. */
  interface Opener {
    /** The file system of a path. */
    FileStore open(String path) throws IOException;
  }
}
