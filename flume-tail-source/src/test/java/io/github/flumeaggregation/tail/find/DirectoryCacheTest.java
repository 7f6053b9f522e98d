package io.github.flumeaggregation.tail.find;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.tail.file.FileStat;
import io.github.flumeaggregation.tail.watch.FileEvents;
import io.github.flumeaggregation.tail.watch.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryCacheTest {
  private static final long LONG_AGO = 1_000_000_000_000L;

  /** Later than the directory's times, by far. */
  private static final long MUCH_LATER = 4_000_000_000_000L;

  @TempDir Path directory;
  private long nanos;
  private long wallMillis = MUCH_LATER;
  private boolean told;
  private DirectoryCache.Listing listed;
  private DirectoryCache cache;

  @BeforeEach
  void setUp() throws IOException {
    Time time =
        new Time() {
          @Override
          public long wallMillis() {
            return wallMillis;
          }

          @Override
          public long nanos() {
            return nanos;
          }
        };
    FileEvents events =
        new FileEvents() {
          @Override
          public boolean watch(Path path, long device, long inode) {
            return told;
          }

          @Override
          public void drain(Consumer<Path> written, Consumer<Path> named) {
            throw new UnsupportedOperationException();
          }
        };
    cache = new DirectoryCache(new OwnFiles(Paths.get("p.json")), events, time);
    Files.createFile(directory.resolve("a.log"));
  }

  private List<String> names() throws IOException {
    return names(directory, Objects.requireNonNull(FileStat.of(directory)));
  }

  private List<String> names(Path path, FileStat named) throws IOException {
    cache.beginRound();
    listed = Objects.requireNonNull(cache.look(path, named));
    return listed.entries().stream().map(entry -> entry.path().getFileName().toString()).toList();
  }

  /** Whether nobody looks into the directory when it is looked up again. */
  private boolean isTrusted() throws IOException {
    DirectoryCache.Listing before = listed;
    names();
    return listed == before;
  }

  @Test
  void quietDirectory_isNotListedAgain() throws IOException {
    names();

    assertThat(cache.isUnchanged()).isTrue();
    assertThat(isTrusted()).isTrue();
  }

  @Test
  void quietDirectory_isListedAgainAfterAMinute() throws IOException {
    names();
    nanos += DirectoryCache.TRUST_NANOS;

    assertThat(cache.isUnchanged()).isFalse();
    assertThat(isTrusted()).isFalse();
  }

  @Test
  void changedDirectory_isListedAgain() throws IOException {
    names();
    Files.createFile(directory.resolve("b.log"));

    assertThat(cache.isUnchanged()).isFalse();
    assertThat(names()).containsExactly("a.log", "b.log");
  }

  /** As rsync and tar do; the time of the inode's change cannot be set. */
  @Test
  void changedDirectoryWhoseTimeIsSetBack_isListedAgain() throws IOException {
    Files.setLastModifiedTime(directory, FileTime.fromMillis(LONG_AGO));
    names();
    Files.createFile(directory.resolve("b.log"));
    Files.setLastModifiedTime(directory, FileTime.fromMillis(LONG_AGO));

    assertThat(cache.isUnchanged()).isFalse();
    assertThat(names()).containsExactly("a.log", "b.log");
  }

  /** Within the granularity of its time it may change again without a sign. */
  @Test
  void directoryThatWasChangedJustBefore_isNotTrusted() throws IOException {
    wallMillis =
        Files.getLastModifiedTime(directory).toMillis() + DirectoryCache.GRANULARITY_MILLIS;
    names();

    assertThat(isTrusted()).isFalse();
  }

  @Test
  void directoryOfWhichTheSystemTells_isTrustedWithoutALook() throws IOException {
    told = true;
    wallMillis = LONG_AGO;
    names();
    Files.createFile(directory.resolve("b.log")); // and the system is silent

    assertThat(cache.isUnchanged()).isTrue();
    assertThat(isTrusted()).isTrue();
    assertThat(cache.tells(directory)).isTrue();

    nanos += DirectoryCache.TOLD_TRUST_NANOS;
    assertThat(cache.isUnchanged()).isFalse();
    assertThat(names()).containsExactly("a.log", "b.log");
  }

  @Test
  void noticeOfAName_isReasonToLookAtThatNameOnly() throws IOException {
    told = true;
    Files.createFile(directory.resolve("b.log"));
    names();
    for (DirectoryCache.Entry entry : listed.entries()) {
      assertThat(entry.stat()).isNotNull();
    }
    DirectoryCache.Entry first = listed.entries().get(0);
    FileStat second = listed.entries().get(1).stat();
    Files.delete(directory.resolve("b.log"));
    Files.createDirectory(directory.resolve("b.log"));
    cache.changed(directory.resolve("b.log"));

    assertThat(cache.isUnchanged()).isFalse();
    assertThat(names()).containsExactly("a.log", "b.log");
    assertThat(listed.entries().get(0)).isSameAs(first);
    assertThat(second.isRegular()).isTrue();
    assertThat(listed.entries().get(1).stat().isDirectory()).isTrue();
    assertThat(cache.isUnchanged()).isTrue();
  }

  /** As when more has happened than the system keeps, or the directory itself has gone. */
  @Test
  void noticeOfTheDirectory_isReasonToLookAtAllOfIt() throws IOException {
    told = true;
    names();
    DirectoryCache.Entry first = listed.entries().get(0);
    cache.changed(directory);

    assertThat(cache.isUnchanged()).isFalse();
    assertThat(isTrusted()).isFalse();
    assertThat(listed.entries().get(0)).isNotSameAs(first);
  }

  @Test
  void anotherDirectoryAtThePath_isListed() throws IOException {
    told = true;
    names();
    Files.move(directory, directory.resolveSibling(directory.getFileName() + "-old"));
    Files.createDirectory(directory);

    assertThat(names()).isEmpty();
  }

  @Test
  void symbolicLink_isFollowedEachTime() throws IOException {
    Path target = Files.createFile(directory.resolve("target"));
    Path link = directory.resolve("link");
    Files.createSymbolicLink(link, target);
    names();
    for (DirectoryCache.Entry entry : listed.entries()) {
      FileStat found = Objects.requireNonNull(entry.stat());
      assertThat(found.isRegular()).isTrue();
      assertThat(entry.isOnlyName()).isEqualTo(!entry.path().equals(link));
    }

    assertThat(cache.isUnchanged()).isFalse();
  }

  /** Nobody watches what lies above: a link to it, say, or a directory that is renamed. */
  @Test
  void otherDirectoryWhereASearchBegins_isListedThoughTheSystemIsSilent() throws IOException {
    told = true;
    Path next = Files.createDirectory(directory.resolve("next"));
    Path link = Files.createSymbolicLink(directory.resolve("current"), directory);
    assertThat(names(link, null)).contains("a.log");
    assertThat(cache.isUnchanged()).isTrue();
    Files.delete(link);
    Files.createSymbolicLink(link, next);

    assertThat(cache.isUnchanged()).isFalse();
    assertThat(names(link, null)).isEmpty();
  }

  @Test
  void directoryThatIsNotVisitedAnyMore_isForgotten() throws IOException {
    names();
    cache.beginRound();
    cache.beginRound();

    assertThat(cache.last(directory)).isNull();
    assertThat(isTrusted()).isFalse();
  }

  @Test
  void directoryThatHasGone_isNone() throws IOException {
    names();
    Files.delete(directory.resolve("a.log"));
    Files.delete(directory);

    assertThat(cache.isUnchanged()).isFalse();
    cache.beginRound();
    assertThat(cache.look(directory, null)).isNull();
  }
}
