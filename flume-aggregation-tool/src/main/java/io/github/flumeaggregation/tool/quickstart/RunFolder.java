package io.github.flumeaggregation.tool.quickstart;

import io.github.flumeaggregation.core.Nullable;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Where one run has its files. While it lasts it holds a lock, so that another run can tell it from
 * those that have ended, which it removes.
 */
final class RunFolder implements Closeable {
  private static final String LOCK = "lock";
  private static final String[] NEEDED_BY_THE_AGENT = {"flume", "logs", "state", LOCK};

  final Path path;
  private final FileChannel lock;

  private RunFolder(Path path) throws IOException {
    this.path = path;
    for (String folder : new String[] {"flume/conf", "logs", "rows", "state"}) {
      Files.createDirectories(path.resolve(folder));
    }
    lock =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    lock.lock();
  }

  /** A folder of our own below {@code runs}, where those of ended runs are removed. */
  static RunFolder below(Path runs) throws IOException {
    Files.createDirectories(runs);
    try (DirectoryStream<Path> older = Files.newDirectoryStream(runs, Files::isDirectory)) {
      for (Path run : older) {
        if (hasEnded(run)) {
          delete(run);
        }
      }
    }
    return new RunFolder(Files.createTempDirectory(runs, "run-"));
  }

  /**
   * The folder that the user names, which stays.
   *
   * @throws QuickstartException if there is something in it
   */
  static RunFolder at(Path folder) throws IOException, QuickstartException {
    if (Files.exists(folder)) {
      try (DirectoryStream<Path> content = Files.newDirectoryStream(folder)) {
        if (content.iterator().hasNext()) {
          throw new QuickstartException(
              "--dir: '" + folder + "' is not empty; name a folder that is, or none yet");
        }
      }
    }
    return new RunFolder(Files.createDirectories(folder).toAbsolutePath());
  }

  private static boolean hasEnded(Path run) throws IOException {
    Path lock = run.resolve(LOCK);
    if (!Files.exists(lock)) {
      return true;
    }
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
      @Nullable FileLock held = channel.tryLock();
      return held != null;
    }
  }

  /** Removes what only the agent needed. Rows, configuration and the agent's log stay. */
  void tidy() throws IOException {
    for (String name : NEEDED_BY_THE_AGENT) {
      delete(path.resolve(name));
    }
  }

  /** Removes the whole folder. */
  void discard() throws IOException {
    delete(path);
  }

  /** Gives the lock back. */
  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
