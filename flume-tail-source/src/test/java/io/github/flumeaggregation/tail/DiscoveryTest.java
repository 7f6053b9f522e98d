package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoveryTest {
  @TempDir Path directory;

  private void create(String... names) throws IOException {
    for (String name : names) {
      Files.createDirectories(directory.resolve(name).getParent());
      Files.writeString(directory.resolve(name), name);
    }
  }

  private List<String> find(PathPattern... patterns) {
    Discovery discovery =
        new Discovery(
            List.of(new FileGroup(List.of(patterns), Collections.emptyMap())),
            new DirectoryCache(Time.SYSTEM));
    return discovery.find().values().stream()
        .map(found -> directory.relativize(found.paths().get(0)).toString())
        .collect(Collectors.toList());
  }

  private List<String> glob(String... globs) {
    return find(
        List.of(globs).stream()
            .map(glob -> PathPattern.glob(directory + "/" + glob))
            .toArray(PathPattern[]::new));
  }

  @Test
  void star_matchesWithinOneName() throws IOException {
    create("a.log", "b.log", "c.txt", "d/e.log", ".hidden.log");

    assertThat(glob("*.log")).containsExactly("a.log", "b.log");
  }

  @Test
  void doubleStar_matchesAnyNumberOfDirectoriesNoneIncluded() throws IOException {
    create("a.log", "d/b.log", "d/e/c.log", "d/e/c.txt", ".git/x.log");

    assertThat(glob("**/*.log")).containsExactlyInAnyOrder("a.log", "d/b.log", "d/e/c.log");
    assertThat(glob("d/**")).containsExactlyInAnyOrder("d/b.log", "d/e/c.log", "d/e/c.txt");
  }

  @Test
  void starInDirectory_matchesOneLevel() throws IOException {
    create("x/logs/a.log", "y/logs/a.log", "y/z/logs/a.log");

    assertThat(glob("*/logs/a.log")).containsExactly("x/logs/a.log", "y/logs/a.log");
  }

  @Test
  void severalGlobsForOneFile_findItOnce() throws IOException {
    create("a.log");

    assertThat(glob("a.log", "*.log", "**/a*")).containsExactly("a.log");
  }

  @Test
  void linksInACircle_end() throws IOException {
    create("d/a.log");
    Files.createSymbolicLink(directory.resolve("d/up"), directory);

    assertThat(glob("**/*.log")).containsExactly("d/a.log");
  }

  @Test
  void missingDirectoryAndBrokenLink_areNoError() throws IOException {
    Files.createSymbolicLink(directory.resolve("b.log"), directory.resolve("nothing"));

    assertThat(glob("none/*.log", "*.log")).isEmpty();
  }

  @Test
  void filegroup_isDirectoryAndRegularExpressionForTheWholeName() throws IOException {
    create("a.log", "a.log.1", "b.log", "d/a.log");

    assertThat(find(PathPattern.filegroup(directory + "/a[.]log.*")))
        .containsExactly("a.log", "a.log.1");
  }

  @Test
  void badPatterns_sayWhatIsAllowed() {
    assertThatThrownBy(() -> PathPattern.glob("logs/*.log")).hasMessageContaining("absolute");
    assertThatThrownBy(() -> PathPattern.glob("/logs/[")).hasMessageContaining("not a glob");
    assertThatThrownBy(() -> PathPattern.filegroup("/logs/*.log"))
        .hasMessageContaining("regular expression");
  }
}
