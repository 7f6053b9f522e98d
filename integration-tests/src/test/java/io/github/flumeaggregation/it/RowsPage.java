package io.github.flumeaggregation.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** docs/rows.md: lines of rows, and for each tool what reads them and what comes out. */
final class RowsPage {
  private static final Pattern BLOCK = Pattern.compile("(?s)```[a-z]+\\n(.*?)```");

  private final String page;

  RowsPage() throws IOException {
    page = Files.readString(FlumeHome.PROJECT.resolve("docs/rows.md"));
  }

  /** Writes the page's lines to where its programs look for them, in a folder. */
  void writeRows(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("rows"));
    Files.writeString(folder.resolve("rows/rows.json"), block("The lines", 0));
  }

  /** What a tool is given. */
  String program(String tool) {
    return block(tool, 0);
  }

  /** What it answers. */
  String answer(String tool) {
    return block(tool, 1);
  }

  /** A tool's block of code, counted from 0. */
  String block(String heading, int number) {
    int start = page.indexOf("## " + heading + "\n");
    int end = page.indexOf("\n## ", start);
    return BLOCK
        .matcher(page.substring(start, end < 0 ? page.length() : end))
        .results()
        .skip(number)
        .map((MatchResult block) -> block.group(1))
        .findFirst()
        .orElseThrow();
  }
}
