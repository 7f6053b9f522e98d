package io.github.flumeaggregation.window.engine;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.position.BodyLines;
import io.github.flumeaggregation.core.position.Position;
import io.github.flumeaggregation.core.record.LosslessText;
import io.github.flumeaggregation.core.record.Utf8;
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
    int end = Utf8.cut(body, lines.from(), lines.to(), MAX_BYTES);
    String text = LosslessText.of(body, lines.from(), end);
    @Nullable Position position = lines.position();
    if (position == null) {
      return text;
    }
    String file = headers.getOrDefault(PATH, position.partition());
    return file + ':' + lines.start() + ": " + text;
  }
}
