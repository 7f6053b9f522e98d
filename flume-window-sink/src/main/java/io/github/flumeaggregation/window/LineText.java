package io.github.flumeaggregation.window;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.position.BodyLines;
import io.github.flumeaggregation.core.position.Position;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A line for people to look at. */
final class LineText {
  /** A longer line is cut. */
  private static final int MAX_BYTES = 1_000;

  /** The header under which TailSource and TAILDIR give the path, if they are told to. */
  private static final String PATH = "file";

  private LineText() {}

  /** The present line of {@code lines}, after its file and offset: {@code /a.log:4711: text}. */
  static String of(Map<String, String> headers, byte[] body, BodyLines lines) {
    int length = Math.min(lines.to() - lines.from(), MAX_BYTES);
    String text = new String(body, lines.from(), length, StandardCharsets.UTF_8);
    @Nullable Position position = lines.position();
    if (position == null) {
      return text;
    }
    String file = headers.getOrDefault(PATH, position.partition());
    return file + ':' + lines.start() + ": " + text;
  }
}
