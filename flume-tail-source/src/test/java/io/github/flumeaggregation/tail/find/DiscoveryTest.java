package io.github.flumeaggregation.tail.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.tail.watch.FileEvents;
import io.github.flumeaggregation.tail.watch.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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
            List.of(new FileGroup("paths", List.of(patterns), Collections.emptyMap())),
            new DirectoryCache(
                new OwnFiles(directory.resolve("positions.json")), FileEvents.NONE, Time.SYSTEM),
            Time.SYSTEM);
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

  @Test
  void ownPositionFiles_areLeftOut() throws IOException {
    create("a.log", "positions.json", "positions.json.lock", "positions.json.copy");
    create("other.json", "other.json.lock", "other.json.copy", "other.json.tmp");
    create("d/positions.json", "app.lock");

    assertThat(glob("**")).containsExactlyInAnyOrder("a.log", "d/positions.json", "app.lock");
  }

  @Test
  void stateOfAWindowSink_isLeftOut() throws IOException {
    create("a.log", "state/lock", "state/snapshot-7", "state/log-7", "state/deeper/x");
    create("logs/log-7", "logs/snapshot-2026");

    assertThat(glob("**")).containsExactlyInAnyOrder("a.log", "logs/log-7", "logs/snapshot-2026");
  }

  @Test
  void severalFiles_areFoundOldestFirst() throws IOException {
    create("a.log", "b.log", "c.log");
    for (String name : List.of("b.log", "c.log", "a.log")) {
      Files.setLastModifiedTime(
          directory.resolve(name), FileTime.fromMillis("bca".indexOf(name.charAt(0)) + 1));
    }

    assertThat(glob("*.log")).containsExactly("b.log", "c.log", "a.log");
  }

  private String unmatched(String glob) {
    PathPattern pattern = PathPattern.glob(directory + "/" + glob);
    FileGroup group = new FileGroup("paths", List.of(pattern), Collections.emptyMap());
    return UnmatchedPatterns.message(group, pattern);
  }

  @Test
  void patternWithoutFiles_saysKeyAndHowFarItWasFound() throws IOException {
    create("x/a.txt");

    assertThat(unmatched("x/*.log"))
        .startsWith("paths = '" + directory + "/x/*.log': no file matches it")
        .contains("The folder " + directory + "/x is there, and no name in it fits");
    assertThat(unmatched("y/z/*.log")).contains("There is no folder " + directory + "/y.");
  }
}
