package io.github.flumeaggregation.tool.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  @TempDir Path dir;

  @Test
  void nextRun_removesThoseThatHaveEnded() throws Exception {
    RunFolder first = RunFolder.below(dir);
    first.close();
    try (RunFolder second = RunFolder.below(dir)) {
      assertThat(first.path).doesNotExist();
      assertThat(second.path).isDirectory();
    }
  }

  @Test
  void tidy_leavesWhatTheUserMayWant() throws Exception {
    RunFolder run = RunFolder.below(dir);
    Path log = Files.writeString(dir.resolve("access.log"), "x");
    Files.createSymbolicLink(run.path.resolve("logs/1.log"), log);
    Files.createFile(run.path.resolve("agent.log"));
    run.close();
    run.tidy();
    assertThat(run.path.toFile().list()).containsExactlyInAnyOrder("rows", "agent.log");
    assertThat(log).exists();
  }

  @Test
  void folderThatIsNotEmpty_isRefused() throws Exception {
    Files.createFile(dir.resolve("mine"));
    assertThatThrownBy(() -> RunFolder.at(dir)).hasMessageContaining("is not empty");
    assertThat(dir.toFile().list()).containsExactly("mine");
  }

  @Test
  void folderThatTheUserNames_isMade() throws Exception {
    RunFolder run = RunFolder.at(dir.resolve("a/b"));
    run.close();
    run.discard();
    assertThat(dir.resolve("a/b")).doesNotExist();
  }
}
