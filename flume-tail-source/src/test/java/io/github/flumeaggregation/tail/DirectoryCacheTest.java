package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryCacheTest {
  private static final long LONG_AGO = 1_000_000_000_000L;

  @TempDir Path directory;
  private long nanos;
  private long wallMillis = LONG_AGO + 1_000_000;
  private DirectoryCache cache = new DirectoryCache(new OwnFiles(Paths.get("p.json")), Time.SYSTEM);

  @BeforeEach
  void setUp() throws IOException {
    cache =
        new DirectoryCache(
            new OwnFiles(Paths.get("p.json")),
            new Time() {
              @Override
              public long wallMillis() {
                return wallMillis;
              }

              @Override
              public long nanos() {
                return nanos;
              }
            });
    create("a.log", LONG_AGO);
  }

  /** Makes a file in the directory, which then seems to have been changed at that time. */
  private void create(String name, long changedMillis) throws IOException {
    Files.createFile(directory.resolve(name));
    Files.setLastModifiedTime(directory, FileTime.fromMillis(changedMillis));
  }

  private List<String> names() throws IOException {
    cache.beginRound();
    FileStat stat = Objects.requireNonNull(FileStat.of(directory));
    return cache.entries(directory, stat).stream()
        .map(entry -> entry.path().getFileName().toString())
        .sorted()
        .toList();
  }

  @Test
  void quietDirectory_isNotListedAgain() throws IOException {
    assertThat(names()).containsExactly("a.log");
    create("b.log", LONG_AGO); // a change that leaves no trace, to see whether anybody looks

    assertThat(cache.isUnchanged()).isTrue();
    assertThat(names()).containsExactly("a.log");
  }

  @Test
  void quietDirectory_isListedAgainAfterAMinute() throws IOException {
    names();
    create("b.log", LONG_AGO);
    nanos += DirectoryCache.TRUST_NANOS;

    assertThat(cache.isUnchanged()).isFalse();
    assertThat(names()).containsExactly("a.log", "b.log");
  }

  @Test
  void changedDirectory_isListedAgain() throws IOException {
    names();
    create("b.log", LONG_AGO + 1);

    assertThat(cache.isUnchanged()).isFalse();
    assertThat(names()).containsExactly("a.log", "b.log");
  }

  /** Within the granularity of its time it may change again without a sign. */
  @Test
  void directoryThatWasChangedJustBefore_isNotTrusted() throws IOException {
    wallMillis = LONG_AGO + DirectoryCache.GRANULARITY_MILLIS;
    names();
    create("b.log", LONG_AGO);

    assertThat(names()).containsExactly("a.log", "b.log");
  }

  @Test
  void symbolicLink_isFollowedEachTime() throws IOException {
    Path target = Files.createFile(directory.resolve("target"));
    Path link = directory.resolve("link");
    Files.createSymbolicLink(link, target);
    Files.setLastModifiedTime(directory, FileTime.fromMillis(LONG_AGO));
    names();
    FileStat stat = Objects.requireNonNull(FileStat.of(directory));
    for (DirectoryCache.Entry entry : cache.entries(directory, stat)) {
      FileStat found = Objects.requireNonNull(entry.stat());
      assertThat(found.isRegular()).isTrue();
      assertThat(entry.isOnlyName()).isEqualTo(!entry.path().equals(link));
    }

    assertThat(cache.isUnchanged()).isFalse();
  }

  @Test
  void directoryThatIsNotVisitedAnyMore_isForgotten() throws IOException {
    names();
    cache.beginRound();
    cache.beginRound();
    create("b.log", LONG_AGO);

    assertThat(names()).containsExactly("a.log", "b.log");
  }
}
