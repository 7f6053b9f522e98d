package io.github.flumeaggregation.window;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** What exactly-once files need of a file system. Paths are absolute, as in the configuration. */
interface FileStore extends Closeable {
  /** Writes the content of a file. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Writes a whole file, in place of one of that name; it is durable when this returns. */
  void write(String path, Content content) throws IOException;

  /** Whether there is such a file. */
  boolean exists(String path) throws IOException;

  /**
   * Gives a file its name, at once or not at all, and durably; makes the folders of that name.
   *
   * @param to a name that nothing has
   */
  void rename(String from, String to) throws IOException;

  /** Deletes a folder and all that is in it, if it exists. */
  void deleteFolder(String path) throws IOException;

  /** Opens file systems. */
  interface Opener {
    /** The file system of a path. */
    FileStore open(String path) throws IOException;
  }
}
