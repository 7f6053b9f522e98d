package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.position.PositionHeaders;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What happens to log files: lines of an access log, each with a number of its own, in files that a
 * {@link Rig} tails. Each write has the time of the rig's clock.
 */
final class Scenario {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** The same in each life of a log, 2.2 KB. */
  static final String BANNER = banner();

  final Rig rig;
  private final List<String> written = new ArrayList<>();

  Scenario(Path directory) {
    rig = new Rig(directory);
  }

  private static String banner() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      text.append(
          String.format("# %04d starting service, the same in every life -----------------\n", i));
    }
    return text.toString();
  }

  /** New lines that have to be delivered. */
  String lines(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      String line = line(String.format("%05d", written.size()));
      written.add(line);
      text.append(line).append('\n');
    }
    return text.toString();
  }

  private String line(String id) {
    String time = TIME.format(Instant.ofEpochMilli(rig.wallMillis()));
    return "10.0.0.1 - - [" + time + "] \"GET /id/" + id + " HTTP/1.1\" 200 12 \"-\" \"case\"";
  }

  /** Lines that nobody waits for. */
  String otherLines(String name, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(line(name + i)).append('\n');
    }
    return text.toString();
  }

  Scenario write(String name, int lines) throws IOException {
    return append(name, lines(lines));
  }

  Scenario append(String name, String text) throws IOException {
    rig.append(name, text);
    return touch(name);
  }

  /** In its inode, if there is such a file. */
  Scenario rewrite(String name, String text) throws IOException {
    Files.write(rig.file(name), text.getBytes(StandardCharsets.ISO_8859_1));
    return touch(name);
  }

  /** Cuts its end off. */
  Scenario cut(String name, long size) throws IOException {
    try (FileChannel file = FileChannel.open(rig.file(name), StandardOpenOption.WRITE)) {
      file.truncate(size);
    }
    return touch(name);
  }

  Scenario move(String from, String to) throws IOException {
    Files.createDirectories(rig.file(to).getParent());
    Files.move(rig.file(from), rig.file(to), StandardCopyOption.ATOMIC_MOVE);
    return this;
  }

  Scenario copy(String from, String to) throws IOException {
    Files.copy(rig.file(from), rig.file(to));
    return touch(to);
  }

  Scenario delete(String name) throws IOException {
    Files.delete(rig.file(name));
    return this;
  }

  /** Names of the form {@code name.1} move on by one; the first becomes free. */
  Scenario shift(String name, int last) throws IOException {
    for (int i = last; i > 0; i--) {
      if (Files.exists(rig.file(name + "." + i))) {
        move(name + "." + i, name + "." + (i + 1));
      }
    }
    return this;
  }

  /** What {@code gzip} does: the archive has the time of the file, which is gone. */
  Scenario gzip(String name) throws IOException {
    Path file = rig.file(name);
    Path archive = rig.file(name + ".gz");
    Files.write(archive, Lives.gzip(Files.readString(file, StandardCharsets.ISO_8859_1)));
    Files.setLastModifiedTime(archive, Files.getLastModifiedTime(file));
    return delete(name);
  }

  /** Lets a link lead to another place, in one step. */
  Scenario link(String name, String target) throws IOException {
    Files.createDirectories(rig.file(name).getParent());
    Path made = rig.file(".link");
    Files.createSymbolicLink(made, Path.of(target));
    return move(".link", name);
  }

  private Scenario touch(String name) throws IOException {
    Files.setLastModifiedTime(rig.file(name), FileTime.fromMillis(rig.wallMillis()));
    return this;
  }

  List<String> delivered() {
    return rig.bodies().stream().filter(body -> body.contains("GET /id/")).toList();
  }

  /** Those that were written by now, and no others. */
  void assertEachLineIsDeliveredOnce() {
    assertThat(delivered()).containsExactlyInAnyOrderElementsOf(written);
    assertNoTwoLinesHaveOnePosition();
  }

  void assertNoTwoLinesHaveOnePosition() {
    Map<String, String> byPosition = new HashMap<>();
    List<String> bodies = rig.bodies();
    for (int i = 0; i < bodies.size(); i++) {
      Map<String, String> headers = rig.headers(i);
      String position =
          headers.get(PositionHeaders.FILE) + "@" + headers.get(PositionHeaders.OFFSET);
      String other = byPosition.put(position, bodies.get(i));
      assertThat(other == null || other.equals(bodies.get(i))).as(position).isTrue();
    }
  }
}
