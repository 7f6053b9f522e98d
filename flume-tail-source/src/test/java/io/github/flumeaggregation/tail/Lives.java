package io.github.flumeaggregation.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flumeaggregation.core.position.PositionHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who a file is, where its name, its inode or its beginning says something else. Whatever a test
 * does, there are never two different lines under one position.
 *
 * <p>An inode that is reused: the kernel gives a deleted file's inode to another one only when
 * nobody holds it open. So while the source is stopped, writing other content into a file under
 * another name is the same thing, and no matter of luck.
 */
abstract class Lives {
  static final String BANNER = lines("banner of a service, the same in each life", 30);

  @TempDir Path directory;
  Rig rig;

  @BeforeEach
  void setUp() {
    rig = new Rig(directory).paths("*.log*").with("idleTimeout", "5s");
  }

  @AfterEach
  void underOnePosition_areNeverTwoDifferentLines() {
    Map<String, String> byPosition = new HashMap<>();
    List<String> bodies = rig.bodies();
    for (int i = 0; i < bodies.size(); i++) {
      Map<String, String> headers = rig.headers(i);
      String position =
          headers.get(PositionHeaders.FILE) + "@" + headers.get(PositionHeaders.OFFSET);
      String body = bodies.get(i);
      assertThat(byPosition.getOrDefault(position, body)).as(position).isEqualTo(body);
      byPosition.put(position, body);
    }
  }

  static String lines(String name, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(name).append(" line ").append(i).append('\n');
    }
    return text.toString();
  }

  static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
    return bytes.toByteArray();
  }

  void write(String name, String text) throws IOException {
    Files.write(rig.file(name), text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Writes at the end of a file, which need not be there. */
  void append(String name, byte[] bytes) throws IOException {
    Files.write(rig.file(name), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Every line that was delivered, in that order. */
  String delivered() {
    return String.join("\n", rig.bodies()) + "\n";
  }

  /** Every line of the texts was delivered, as often as it occurs in them. */
  void assertDelivered(String... texts) {
    List<String> expected = new ArrayList<>(List.of(String.join("", texts).split("\n")));
    assertThat(rig.bodies()).containsExactlyInAnyOrderElementsOf(expected);
  }

  /** The log in the old name's inode is another one now; the old one is compressed. */
  void gzipInto(String text, String reused, String name) throws IOException {
    Files.write(rig.file(reused), gzip(text));
    rig.move(reused, name);
  }

  /** A log that has grown for longer than any program needs to write its first lines. */
  String longLife() throws IOException {
    StringBuilder text = new StringBuilder();
    rig.start();
    for (int i = 0; i < 20; i++) {
      String more = lines("burst " + i, 8);
      text.append(more);
      rig.append("a.log", more).elapse(2_000);
    }
    return text.toString();
  }
}
