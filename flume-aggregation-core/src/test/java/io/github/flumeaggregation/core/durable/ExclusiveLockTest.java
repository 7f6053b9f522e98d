package io.github.flumeaggregation.core.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExclusiveLockTest {
  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void createFile() throws IOException {
    file = Files.createFile(directory.resolve("lock"));
  }

  @Test
  void secondTake_isRefusedUntilTheFirstCloses() throws IOException {
    try (ExclusiveLock first = ExclusiveLock.take(file)) {
      assertThat(first).isNotNull();
      assertThat(ExclusiveLock.take(file)).isNull();
    }
    ExclusiveLock again = ExclusiveLock.take(file);
    assertThat(again).isNotNull();
    again.close();
    again.close();
  }

  @Test
  void closingTwice_leavesTheNextHolderItsLock() throws IOException {
    ExclusiveLock first = ExclusiveLock.take(file);
    first.close();
    try (ExclusiveLock second = ExclusiveLock.take(file)) {
      first.close();
      assertThat(second).isNotNull();
      assertThat(ExclusiveLock.take(file)).isNull();
    }
  }

  @Test
  void sameFileByAnotherPath_isTheSameLock() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("real"));
    Files.createFile(folder.resolve("lock"));
    Path link = Files.createSymbolicLink(directory.resolve("linked"), folder);
    try (ExclusiveLock first = ExclusiveLock.take(folder.resolve("lock"))) {
      assertThat(first).isNotNull();
      assertThat(ExclusiveLock.take(link.resolve("lock"))).isNull();
    }
  }

  /** Whoever closes a file gives up all locks of its process on it. */
  @Test
  void refusedTake_leavesTheLockHeldAgainstOtherProcesses() throws Exception {
    assertThat(takenByAnotherProcess()).isTrue();
    try (ExclusiveLock first = ExclusiveLock.take(file)) {
      assertThat(first).isNotNull();
      assertThat(ExclusiveLock.take(file)).isNull();
      assertThat(takenByAnotherProcess()).isFalse();
    }
  }

  private boolean takenByAnotherProcess() throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process =
        new ProcessBuilder(
                java.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                file.toString())
            .inheritIO()
            .start();
    return process.waitFor() == 0;
  }

  /** Ends with 0 if it can take the lock, and with 1 if another has it. */
  static final class Main {
    public static void main(String[] args) throws IOException {
      System.exit(ExclusiveLock.take(Path.of(args[0])) == null ? 1 : 0);
    }
  }

  @Test
  void link_isNotFollowed() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);

    assertThatThrownBy(() -> ExclusiveLock.take(link)).isInstanceOf(IOException.class);
  }
}
