package io.github.flumeaggregation.window.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.window.row.OutboxRow;
import io.github.flumeaggregation.window.state.Disk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFilesTest {
  @TempDir Path dir;

  private NewFiles files(FileStore.Opener opener) {
    Map<String, String> values =
        Map.of("files.path", dir.toUri() + "rows/%{aggregation}", "files.format", "json");
    return new NewFiles(FilesConfig.read(Settings.of("test", values), 1_000), opener);
  }

  private static List<OutboxRow> rows(int count) {
    List<OutboxRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String aggregation = "a" + i % 3;
      rows.add(new OutboxRow(Map.of("aggregation", aggregation), ("row" + i).getBytes(UTF_8)));
    }
    return rows;
  }

  private List<String> left() throws IOException {
    try (Stream<Path> found = Files.walk(dir)) {
      return found.filter(Files::isRegularFile).map(dir::relativize).map(Path::toString).toList();
    }
  }

  @Test
  void rows_areInOneFileOfEachFolder_andNothingElseIsLeft() throws Exception {
    assertThat(files(new FileStores(new Disk())).write("w", 7, false, rows(7))).isEqualTo(3);
    assertThat(left())
        .containsExactlyInAnyOrder(
            "rows/a0/w-000000000000007.json",
            "rows/a1/w-000000000000007.json",
            "rows/a2/w-000000000000007.json");
    assertThat(Files.readString(dir.resolve("rows/a0/w-000000000000007.json")))
        .isEqualTo("row0\nrow3\nrow6\n");
  }

  @Test
  void folderWithRows_isRefused_unlessThatIsWanted() throws Exception {
    Files.createDirectories(dir.resolve("rows/a2"));
    Files.writeString(dir.resolve("rows/a2/other.avro"), "");
    NewFiles files = files(new FileStores(new Disk()));
    assertThatThrownBy(() -> files.write("w", 7, false, rows(3)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("rows/a2 has rows already, such as other.avro");
    assertThat(left()).containsExactly("rows/a2/other.avro");
    files.write("w", 7, true, rows(3));
    assertThat(left()).hasSize(4);
  }

  @Test
  void endedWhileItWrites_leavesNothing() throws Exception {
    List<NewFiles> ended = new ArrayList<>();
    Disk disk =
        new Disk() {
          @Override
          public Output open(java.io.File file) throws IOException {
            ended.get(0).abort();
            return super.open(file);
          }
        };
    ended.add(files(new FileStores(disk)));
    assertThatThrownBy(() -> ended.get(0).write("w", 7, false, rows(3)))
        .isInstanceOf(IOException.class);
    assertThat(left()).isEmpty();
  }
}
