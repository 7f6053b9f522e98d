package io.github.flumeaggregation.tail.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On a file system that tells of changes; on another one, polling is all there is. */
@Timeout(60)
class DirectoryWatchTest {
  private static final long FOR_EVER_NANOS = TimeUnit.HOURS.toNanos(1);

  @TempDir Path directory;
  private DirectoryWatch watch;

  @BeforeEach
  void setUp() throws IOException {
    watch = DirectoryWatch.open();
    assumeThat(watch).isNotNull();
    assumeThat(watch()).isTrue();
  }

  @AfterEach
  void close() throws IOException {
    if (watch != null) {
      watch.close();
    }
  }

  private boolean watch() throws IOException {
    return watch(directory);
  }

  private boolean watch(Path path) throws IOException {
    Map<String, Object> attributes = Files.readAttributes(path, "unix:dev,ino");
    return watch.watch(path, (Long) attributes.get("dev"), (Long) attributes.get("ino"));
  }

  private Set<Path> touched() throws InterruptedException {
    Set<Path> touched = new HashSet<>();
    watch.await(FOR_EVER_NANOS);
    watch.drain(touched::add, touched::add);
    return touched;
  }

  @Test
  void newAndChangedFiles_endTheWait() throws Exception {
    Path file = Files.createFile(directory.resolve("a.log"));
    assertThat(touched()).contains(file);

    Files.writeString(file, "line\n");
    assertThat(touched()).contains(file);
  }

  @Test
  void newNamesAndWrites_areToldApart() throws Exception {
    Path file = Files.createFile(directory.resolve("a.log"));
    Set<Path> written = new HashSet<>();
    Set<Path> named = new HashSet<>();
    watch.await(FOR_EVER_NANOS);
    watch.drain(written::add, named::add);
    assertThat(named).containsExactly(file);

    Files.writeString(file, "line\n");
    named.clear();
    watch.await(FOR_EVER_NANOS);
    watch.drain(written::add, named::add);
    assertThat(written).containsExactly(file);
    assertThat(named).isEmpty();
  }

  @Test
  void directoryThatIsDeleted_isToldItself() throws Exception {
    Files.delete(directory);

    assertThat(touched()).contains(directory);
  }

  @Test
  void directoryInTheSamePlace_isWatchedAnew() throws Exception {
    Files.delete(directory);
    Files.createDirectory(directory);
    touched();

    assertThat(watch()).isTrue();
    Path file = Files.createFile(directory.resolve("b.log"));
    assertThat(touched()).contains(file);
  }

  /** The system tells of a directory by one path only. */
  @Test
  void directoryByASecondPath_isNotToldOf_andTheFirstStays() throws Exception {
    Path link = directory.resolveSibling(directory.getFileName() + "-link");
    Files.createSymbolicLink(link, directory);
    assertThat(watch(link)).isFalse();

    Files.delete(link);
    Files.createSymbolicLink(link, Files.createDirectory(directory.resolve("elsewhere")));
    assertThat(watch(link)).isTrue();
    Files.delete(link);
    touched();
    Path file = Files.createFile(directory.resolve("a.log"));
    assertThat(touched()).contains(file);
  }

  @Test
  void close_endsTheWait() throws Exception {
    Thread waiting =
        new Thread(
            () -> {
              try {
                watch.await(FOR_EVER_NANOS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    waiting.start();
    watch.close();
    waiting.join();

    assertThat(waiting.isAlive()).isFalse();
    watch.drain(path -> assertThat(path).isNull(), path -> assertThat(path).isNull());
  }
}
