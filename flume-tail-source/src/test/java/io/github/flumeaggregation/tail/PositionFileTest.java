package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
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
    incarnation.checkedBy(new Fingerprint(offset, 7, 99));
    return incarnation;
  }

  @Test
  void saved_isLoadedAgain() throws IOException {
    PositionFile file =
        new PositionFile(directory.resolve("sub/p.json"), null, new TaildirPositions("host"));
    file.save(List.of(incarnation(42)));
    Incarnation loaded = file.load().get(0);

    assertThat(loaded.id()).isEqualTo("host:1:2:00000000000000ff");
    assertThat(loaded.key()).isEqualTo(new FileKey(1, 2));
    assertThat(loaded.path()).isEqualTo(incarnation(42).path());
    assertThat(loaded.offset()).isEqualTo(42);
    assertThat(loaded.head()).isEqualTo(new Fingerprint(10, 10, -5));
    assertThat(loaded.check()).isEqualTo(new Fingerprint(42, 7, 99));
    assertThat(loaded.seenMillis()).isEqualTo(1_431_857_100_000L);
    assertThat(loaded.isForced()).isTrue();
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
    String text = PositionJson.encode(List.of(incarnation(42)));
    for (int length = 0; length < text.length() - 4; length++) {
      String cut = text.substring(0, length);
      assertThatThrownBy(() -> PositionJson.decode(cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
    String flipped = text.replace("\"offset\":42", "\"offset\":43");
    assertThatThrownBy(() -> PositionJson.decode(flipped)).hasMessageContaining("checksum");
  }

  @Test
  void editedByHandWithoutChecksum_isAccepted() {
    String text = PositionJson.encode(List.of(incarnation(42))).replace(":42,", ":43,");
    String edited = text.substring(0, text.indexOf(",\n\"checksum\"")) + "}";

    assertThat(PositionJson.decode(edited).get(0).offset()).isEqualTo(43);
  }

  @Test
  void laterVersion_isRefused() {
    assertThatThrownBy(() -> PositionJson.decode("{\"version\": 2, \"files\": []}"))
        .hasMessageContaining("version 2");
  }

  @Test
  void save_keepsTheGenerationBefore() throws IOException {
    PositionFile file =
        new PositionFile(directory.resolve("p.json"), null, new TaildirPositions("host"));
    file.save(List.of(incarnation(1)));
    file.save(List.of(incarnation(2)));

    assertThat(
            new PositionFile(
                    directory.resolve("p.json.previous"), null, new TaildirPositions("host"))
                .load()
                .get(0)
                .offset())
        .isEqualTo(1);
    assertThat(directory.resolve("p.json.tmp")).doesNotExist();
  }

  @Test
  void saveAfterATornFile_keepsTheGoodGeneration() throws IOException {
    PositionFile file =
        new PositionFile(directory.resolve("p.json"), null, new TaildirPositions("host"));
    file.save(List.of(incarnation(1)));
    file.save(List.of(incarnation(2)));
    Files.writeString(directory.resolve("p.json"), "torn");
    assertThat(file.load().get(0).offset()).isEqualTo(1);
    file.save(List.of(incarnation(3)));

    assertThat(file.load().get(0).offset()).isEqualTo(3);
    assertThat(
            new PositionFile(
                    directory.resolve("p.json.previous"), null, new TaildirPositions("host"))
                .load()
                .get(0)
                .offset())
        .isEqualTo(1);
  }
}
