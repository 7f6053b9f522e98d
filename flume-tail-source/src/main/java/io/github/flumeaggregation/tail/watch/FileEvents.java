package io.github.flumeaggregation.tail.watch;

import java.nio.file.Path;
import java.util.function.Consumer;

/** Tells which files have been written to, where the system tells that. */
public interface FileEvents {
  /** Tells nothing: everything is found by looking. */
  FileEvents NONE =
      new FileEvents() {
        @Override
        public boolean watch(Path directory, long device, long inode) {
          return false;
        }

        @Override
        public void drain(Consumer<Path> written, Consumer<Path> named) {
          // Nothing ever happens.
        }
      };

  /**
   * Asks to be told about the files of a directory from now on; may be called again.
   *
   * @param device of the directory, which with its inode tells it from another at that path
   * @return whether that is possible there
   */
  boolean watch(Path directory, long device, long inode);

  /**
   * Tells what has happened since the last call.
   *
   * @param written takes each path that was written to
   * @param named takes each path that has come or gone, or stands for another file; and each
   *     directory of which not all was told
   */
  void drain(Consumer<Path> written, Consumer<Path> named);
}
