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
        public void drain(Consumer<Path> touched) {
          // Nothing is ever touched.
        }
      };

  /**
   * Asks to be told about the files of a directory from now on; may be called again.
   *
   * @return whether that is possible there
   */
  boolean watch(Path directory, FileKey key);

  /** Names each path that was written to, created or removed since the last call. */
  void drain(Consumer<Path> touched);
}
