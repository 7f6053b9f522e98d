package io.github.flumeaggregation.window.state;

import static io.github.flumeaggregation.window.row.Events.bytes;
import static io.github.flumeaggregation.window.row.Events.line;
import static io.github.flumeaggregation.window.row.Events.position;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.window.row.Events;
import io.github.flumeaggregation.window.state.FaultyDisk.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The state directory is taken away, or cannot be read: nothing is ever begun in its place. */
class LostStateTest {
  @TempDir Path directory;

  private Path state() {
    return directory.resolve("new/state");
  }

  private DurableEngine open(Disk disk, KnownState known) {
    StateConfig config = States.config(Events.settings("stateDir", state().toString()));
    return DurableEngine.open(config, disk, known);
  }

  private static void add(DurableEngine engine, int minute) {
    String body = line(minute * 60L, 200, 1);
    engine.add(position("f", minute * 1_000L, body), bytes(body), Events.WALL);
    engine.commit(Events.WALL);
  }

  private KnownState runUntilTakenAway(TakingAway takingAway) throws IOException {
    try (DurableEngine engine = open(FaultyDisk.sound(), KnownState.NONE)) {
      add(engine, 0);
      takingAway.run();
      assertThatThrownBy(() -> add(engine, 1))
          .isInstanceOf(StateException.class)
          .hasMessageContaining("was taken away while the sink was running");
      return engine.known();
    }
  }

  private interface TakingAway {
    void run() throws IOException;
  }

  private void assertNotBegun(KnownState known, String why) {
    assertThatThrownBy(() -> open(FaultyDisk.sound(), known))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("no longer holds the state that this sink had: " + why)
        .hasMessageContaining("Bring it back");
  }

  @Test
  void directoryMovedAway_isWaitedForAndFoundAgain() throws IOException {
    Path away = directory.resolve("away");
    KnownState known = runUntilTakenAway(() -> Files.move(state(), away));

    assertNotBegun(known, "it does not exist");
    assertThat(state()).doesNotExist();
    Files.createDirectory(state()); // as below a mount point
    assertNotBegun(known, "it is empty");
    open(FaultyDisk.sound(), KnownState.NONE).close();
    assertNotBegun(known, "it holds another one");

    deleteAll(state());
    Files.move(away, state());
    try (DurableEngine engine = open(FaultyDisk.sound(), known)) {
      add(engine, 0);
      engine.channelIdle(Events.WALL);
      assertThat(Events.sinkBooks(engine.outbox().all()))
          .as("what had reached the moved log is there, and was not counted again")
          .isEqualTo("3 2 0 1 0");
    }
  }

  @Test
  void directoryDeleted_isNotBegunAnew() throws IOException {
    KnownState known = runUntilTakenAway(() -> deleteAll(state()));

    assertNotBegun(known, "it does not exist");
  }

  @Test
  void olderCopy_isNotTakenUp() throws IOException {
    Path backup = directory.resolve("backup");
    try (DurableEngine engine = open(FaultyDisk.sound(), KnownState.NONE)) {
      add(engine, 0);
    }
    copyAll(state(), backup);
    KnownState known = runUntilTakenAway(() -> deleteAll(state()));
    Files.move(backup, state());

    assertNotBegun(known, "it holds an older copy");
  }

  @ParameterizedTest
  @EnumSource(names = {"READ", "LIST"})
  void stateThatCannotBeReadOnce_isNotTakenForNone(Operation operation) throws IOException {
    try (DurableEngine engine = open(FaultyDisk.sound(), KnownState.NONE)) {
      add(engine, 0);
    }
    FaultyDisk sound = FaultyDisk.sound();
    open(sound, KnownState.NONE).close();
    for (int i = 0; i < sound.count(operation); i++) {
      FaultyDisk faulty = new FaultyDisk(operation, i, 1, "Too many open files");
      assertThatThrownBy(() -> open(faulty, KnownState.NONE))
          .isInstanceOf(StateException.class)
          .hasMessageContaining("Too many open files");
    }
    try (DurableEngine engine = open(FaultyDisk.sound(), KnownState.NONE)) {
      engine.channelIdle(Events.WALL);
      assertThat(Events.sinkBooks(engine.outbox().all())).isEqualTo("1 1 0 0 0");
    }
  }

  @Test
  void whatIsCreated_onlyItsOwnerCanRead() throws IOException {
    try (DurableEngine engine = open(FaultyDisk.sound(), KnownState.NONE)) {
      add(engine, 0);
      assertThat(permissions(state().getParent())).isEqualTo("rwx------");
      assertThat(permissions(state())).isEqualTo("rwx------");
      try (Stream<Path> files = Files.list(state())) {
        assertThat(files.toList()).hasSize(5).allMatch(f -> permissions(f).equals("rw-------"));
      }
    }
  }

  private static String permissions(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @EnumSource(Link.class)
  void symbolicLink_isNotWrittenThrough(Link link) throws IOException {
    Path target = Files.writeString(directory.resolve("target"), "not ours");
    Files.createDirectories(state());
    Files.createSymbolicLink(state().resolve(link.file), target);

    if (link.refused) {
      assertThatThrownBy(() -> open(FaultyDisk.sound(), KnownState.NONE))
          .hasMessageContaining("symbolic link");
    } else {
      open(FaultyDisk.sound(), KnownState.NONE).close();
    }
    assertThat(target).hasContent("not ours");
  }

  enum Link {
    LOCK("lock", true),
    TEMPORARY("manifest.tmp", false);

    private final String file;
    private final boolean refused;

    Link(String file, boolean refused) {
      this.file = file;
      this.refused = refused;
    }
  }

  @Test
  void stateDirThatIsALinkToADirectory_isUsed() throws IOException {
    Path real = Files.createDirectory(directory.resolve("real"));
    Files.createDirectories(state().getParent());
    Files.createSymbolicLink(state(), real);

    open(FaultyDisk.sound(), KnownState.NONE).close();

    assertThat(real.resolve("manifest")).exists();
  }

  @Test
  void interruptedThread_opensAndWritesAllTheSame() {
    Thread.currentThread().interrupt();
    try (DurableEngine engine = open(FaultyDisk.sound(), KnownState.NONE)) {
      add(engine, 0);
      assertThat(engine.outbox()).isNotNull();
    }
    assertThat(Thread.interrupted()).isTrue();
  }

  private static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private static void copyAll(Path from, Path to) throws IOException {
    Files.createDirectory(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }
}
