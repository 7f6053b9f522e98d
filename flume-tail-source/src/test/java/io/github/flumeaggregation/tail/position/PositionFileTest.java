package io.github.flumeaggregation.tail.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.tail.file.FileKey;
import io.github.flumeaggregation.tail.file.Fingerprint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PositionFileTest {
  @TempDir Path directory;

  private static Incarnation incarnation(long offset) {
    Incarnation incarnation =
        new Incarnation(
            "host:1:2:00000000000000ff",
            new FileKey(1, 2),
            Paths.get("/logs/\"quoted\" \u00e4.log"),
            new Fingerprint(10, 10, -5));
    incarnation.delivered(offset);
    incarnation.seenAt(1_431_857_100_000L);
    incarnation.evidence().checkedBy(new Fingerprint(offset, 7, 99));
    return incarnation;
  }

  private static void save(PositionFile file, long offset) throws IOException {
    file.save(file.encode(List.of(incarnation(offset)), false));
  }

  @Test
  void saved_isLoadedAgain() throws IOException {
    PositionFile file =
        new PositionFile(directory.resolve("sub/p.json"), null, new TaildirPositions("host"));
    save(file, 42);
    Incarnation loaded = file.load().get(0);

    assertThat(loaded.id()).isEqualTo("host:1:2:00000000000000ff");
    assertThat(loaded.key()).isEqualTo(new FileKey(1, 2));
    assertThat(loaded.path()).isEqualTo(incarnation(42).path());
    assertThat(loaded.offset()).isEqualTo(42);
    assertThat(loaded.evidence().head()).isEqualTo(new Fingerprint(10, 10, -5));
    assertThat(loaded.evidence().check()).isEqualTo(new Fingerprint(42, 7, 99));
    assertThat(loaded.seenMillis()).isEqualTo(1_431_857_100_000L);
    assertThat(loaded.isForced()).isTrue();
  }

  @Test
  void sizesAtTheStart_areLoadedAgain() throws IOException {
    PositionFile file = positions();
    file.startSizes().put(new FileKey(1, 2), 4711);
    file.startSizes().put(new FileKey(1, 3), 42);
    file.startSizes().take(new FileKey(1, 3));
    save(file, 42);
    PositionFile loaded = positions();
    loaded.load();

    assertThat(loaded.startSizes().all()).containsOnlyKeys(new FileKey(1, 2));
    assertThat(loaded.startSizes().take(new FileKey(1, 2))).isEqualTo(4711);
    assertThat(loaded.startSizes().take(new FileKey(1, 2))).isZero();
  }

  @Test
  void noFile_isNoGeneration() throws IOException {
    assertThat(
            new PositionFile(directory.resolve("p.json"), null, new TaildirPositions("host"))
                .load())
        .isNull();
  }

  @Test
  void everyCutAndEveryFlippedDigit_isNoticed() throws IOException {
    String text = PositionJson.encode(List.of(incarnation(42)), new StartSizes(), false);
    for (int length = 0; length < text.length() - 4; length++) {
      String cut = text.substring(0, length);
      assertThatThrownBy(() -> PositionJson.decode(cut, new StartSizes()))
          .isInstanceOf(IllegalArgumentException.class);
    }
    String flipped = text.replace("\"offset\":42", "\"offset\":43");
    assertThatThrownBy(() -> PositionJson.decode(flipped, new StartSizes()))
        .hasMessageContaining("checksum");
  }

  @Test
  void editedByHandWithoutChecksum_isAccepted() {
    String text =
        PositionJson.encode(List.of(incarnation(42)), new StartSizes(), false)
            .replace(":42,", ":43,");
    String edited = text.substring(0, text.indexOf(",\n\"checksum\"")) + "}";

    assertThat(PositionJson.decode(edited, new StartSizes()).get(0).offset()).isEqualTo(43);
  }

  @Test
  void laterVersion_isRefused() {
    assertThatThrownBy(
            () -> PositionJson.decode("{\"version\": 2, \"files\": []}", new StartSizes()))
        .hasMessageContaining("version 2");
  }

  private PositionFile positions() {
    return new PositionFile(directory.resolve("p.json"), null, new TaildirPositions("host"));
  }

  private byte[] saved(long offset) throws IOException {
    save(positions(), offset);
    return Files.readAllBytes(directory.resolve("p.json"));
  }

  @Test
  void missingFile_isRecoveredExactly() throws IOException {
    saved(1);
    saved(2);
    Files.delete(directory.resolve("p.json"));

    assertThat(positions().load()).singleElement().extracting(Incarnation::offset).isEqualTo(2L);
  }

  @Test
  void fileAndCopyMissing_isNoGeneration() throws IOException {
    saved(1);
    Files.delete(directory.resolve("p.json"));
    Files.delete(directory.resolve("p.json.copy"));

    assertThat(positions().load()).isNull();
  }

  /** Whichever of the two is hit: each cut and each zeroed stretch is recovered, never older. */
  @Test
  void everyCutAndZeroedSector_isRecoveredExactly() throws IOException {
    saved(1);
    byte[] good = saved(2);
    for (String name : List.of("p.json", "p.json.copy")) {
      for (int at = 0; at < good.length - 1; at += 7) {
        for (byte[] bad : List.of(Arrays.copyOf(good, at), zeroed(good, at))) {
          Files.write(directory.resolve(name), bad);
          assertThat(positions().load())
              .as("%s damaged at %s", name, at)
              .singleElement()
              .extracting(Incarnation::offset)
              .isEqualTo(2L);
        }
      }
      Files.write(directory.resolve(name), good);
    }
  }

  private static byte[] zeroed(byte[] good, int at) {
    byte[] bad = good.clone();
    Arrays.fill(bad, at, Math.min(good.length, at + 16), (byte) 0);
    return bad;
  }

  @Test
  void fileAndCopyDamaged_isRefusedWithTheRemedy() throws IOException {
    saved(1);
    Files.writeString(directory.resolve("p.json"), "torn");
    Files.writeString(directory.resolve("p.json.copy"), "");

    assertThatThrownBy(() -> positions().load())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("p.json is damaged")
        .hasMessageContaining("Restore it from a backup");
  }

  @Test
  void saveCutShortAfterTheCopy_goesOnFromTheFileItself() throws IOException {
    byte[] older = saved(1);
    saved(2);
    Files.write(directory.resolve("p.json"), older);

    assertThat(positions().load()).singleElement().extracting(Incarnation::offset).isEqualTo(1L);
  }

  @Test
  void otherVersion_isNotCalledDamaged() throws IOException {
    saved(1);
    Files.writeString(directory.resolve("p.json"), "{\"version\": 99, \"files\": []}");

    assertThatThrownBy(() -> positions().load())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 99")
        .hasMessageContaining("It is not damaged: run the release that wrote it");
  }

  @Test
  void dateEditedByHand_isRefusedWithTheRemedy() throws IOException {
    String text = new String(saved(1), StandardCharsets.UTF_8);
    String edited =
        text.substring(0, text.indexOf(",\n\"checksum\""))
                .replaceAll("\"seen\":\"[^\"]*\"", "\"seen\":\"yesterday\"")
            + "}";
    Files.writeString(directory.resolve("p.json"), edited);
    Files.delete(directory.resolve("p.json.copy"));

    assertThatThrownBy(() -> positions().load())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("yesterday")
        .hasMessageContaining("correct it by hand");
  }

  @Test
  void linkInThePlaceOfTheFile_isRefused() throws IOException {
    saved(1);
    Path link = directory.resolve("link.json");
    Files.createSymbolicLink(link, directory.resolve("p.json"));

    assertThatThrownBy(() -> new PositionFile(link, null, new TaildirPositions("host")).load())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("positionFile " + link + " is a symbolic link");
  }

  @Test
  void linksWhereWeCreate_areNotFollowed() throws IOException {
    Path victim = Files.writeString(directory.resolve("victim"), "precious");
    for (String name : List.of("p.json.tmp", "p.json.copy", "p.json.lock")) {
      Files.createSymbolicLink(directory.resolve(name), victim);
    }

    assertThatThrownBy(() -> PositionLock.of(directory.resolve("p.json")).close())
        .isInstanceOf(IOException.class);
    saved(1);

    assertThat(victim).hasContent("precious");
  }

  @Test
  void whatWeCreate_isTheOwnersAlone() throws IOException {
    Path file = directory.resolve("a/b/p.json");
    PositionLock.of(file).close();
    save(new PositionFile(file, null, new TaildirPositions("host")), 1);

    assertThat(permissions("a")).isEqualTo("rwx------");
    assertThat(permissions("a/b")).isEqualTo("rwx------");
    for (String name : List.of("p.json", "p.json.copy", "p.json.lock")) {
      assertThat(permissions("a/b/" + name)).as(name).isEqualTo("rw-------");
    }
  }

  private String permissions(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name)));
  }

  @Test
  void interruptWhileSaving_leavesItSavedAndTheFlagSet() throws IOException {
    Thread.currentThread().interrupt();
    saved(3);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(positions().load()).singleElement().extracting(Incarnation::offset).isEqualTo(3L);
  }

  @Test
  void folderThatCannotBeWritten_isSaidWithKeyAndRemedy() throws IOException {
    Path noFolder = Files.writeString(directory.resolve("file"), "");

    assertThatThrownBy(() -> PositionLock.of(noFolder.resolve("p.json")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("positionFile = '" + noFolder + "/p.json' cannot be written")
        .hasMessageContaining("set positionFile to a path");
  }
}
