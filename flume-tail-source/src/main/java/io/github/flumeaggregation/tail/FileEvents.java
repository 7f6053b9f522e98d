package io.github.flumeaggregation.tail;

import java.nio.file.Path;
import java.util.function.Consumer;

/** Tells which files have been written to, where the system tells that. */
interface FileEvents {
  /** Tells nothing: everything is found by looking. */
  FileEvents NONE =
      new FileEvents() {
        @Override
        public boolean watch(Path directory, FileKey key) {
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
   * @return whether that is possible there
   */
  boolean watch(Path directory, FileKey key);

  /**
   * Tells what has happened since the last call.
   *
   * @param written takes each path that was written to
   * @param named takes each path that has come or gone, or stands for another file; and each
   *     directory of which not all was told
   */
  void drain(Consumer<Path> written, Consumer<Path> named);
}
