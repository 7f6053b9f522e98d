package io.github.flumeaggregation.it;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/** A page of the documentation, with commands that a test runs as they stand there. */
final class Page {
  private final String text;

  private Page(String text) {
    this.text = text;
  }

  /** A page of the project, such as {@code docs/install.md}. */
  static Page of(String file) throws IOException {
    return new Page(Files.readString(FlumeHome.PROJECT.resolve(file)));
  }

  /** The lines of the shell blocks of a section, continued lines joined. */
  List<String> commands(String heading) {
    return blocks("sh", section(heading)).stream()
        .flatMap(block -> block.replaceAll(" *\\\\\n *", " ").lines())
        .map(String::strip)
        .toList();
  }

  private String section(String heading) {
    return text.substring(text.indexOf("\n" + heading) + 1).split("\n## ", 2)[0];
  }

  /** The blocks of the page that are marked as of one language, each of whole lines. */
  List<String> blocks(String language) {
    return blocks(language, text);
  }

  private static List<String> blocks(String language, String text) {
    return Pattern.compile(" *```" + language + "\n(.*?) *```", Pattern.DOTALL)
        .matcher(text)
        .results()
        .map(block -> block.group(1))
        .toList();
  }
}
