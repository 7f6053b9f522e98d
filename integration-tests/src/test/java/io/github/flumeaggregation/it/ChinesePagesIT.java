package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Chinese pages say what the English ones say, whose commands and examples other tests run. */
class ChinesePagesIT {
  /** A page is linked with its English side and back. */
  @ParameterizedTest
  @CsvSource({
    "README.zh-CN.md, README.md",
    "docs/zh-CN/window-sink.md, docs/window-sink.md",
    "docs/zh-CN/pipelines.md, docs/pipelines.md"
  })
  void page_isLinkedBothWays_andItsKeysAreTheEnglishOnes(String chinese, String english)
      throws IOException {
    Path there = FlumeHome.PROJECT.resolve(chinese);
    Path here = FlumeHome.PROJECT.resolve(english);
    assertThat(Files.readString(there))
        .contains("[English](" + there.getParent().relativize(here) + ")");
    assertThat(Files.readString(here)).contains("[中文](" + here.getParent().relativize(there) + ")");
    List<List<String>> tables = firstColumns(here);
    assertThat(firstColumns(there))
        .filteredOn(column -> column.get(0).matches("键|函数|`window =`"))
        .map(column -> column.subList(1, column.size()))
        .allSatisfy(keys -> assertThat(tables).anyMatch(column -> isBelow(column, keys)));
  }

  private static boolean isBelow(List<String> column, List<String> keys) {
    return column.subList(1, column.size()).equals(keys);
  }

  /** The first column of each table, with its heading. */
  private static List<List<String>> firstColumns(Path page) throws IOException {
    return Pattern.compile("(?m)(?:^\\|.*\n)+")
        .matcher(Files.readString(page))
        .results()
        .map(table -> table.group().lines().map(row -> row.split("\\|")[1].strip()))
        .map(column -> column.filter(cell -> !cell.matches("-+")).toList())
        .toList();
  }

  @Test
  void commands_areThoseOfReadme() throws IOException {
    Page english = Page.of("README.md");
    Page chinese = Page.of("README.zh-CN.md");
    assertThat(chinese.commands("## 装进")).isEqualTo(english.commands("## Drop it"));
    String first = withoutComments(english.blocks("sh").get(0));
    assertThat(withoutComments(chinese.blocks("sh").get(0))).isEqualTo(first);
    assertThat(withoutComments(Page.of("docs/zh-CN/quickstart.md").blocks("sh").get(0)))
        .isEqualTo(first);
    assertThat(Page.of("docs/window-sink.md").blocks("sh").get(0))
        .startsWith(Page.of("docs/zh-CN/window-sink.md").blocks("sh").get(0));
  }

  private static String withoutComments(String commands) {
    return commands.replaceAll(" *#.*", "");
  }

  @Test
  void configurationsAndRows_areThoseOfTheEnglishPages() throws IOException {
    String english = allOf(List.of("README.md", "docs/window-sink.md", "docs/pipelines.md"));
    List<String> shown = new ArrayList<>();
    for (String page :
        List.of("README.zh-CN.md", "docs/zh-CN/window-sink.md", "docs/zh-CN/pipelines.md")) {
      Page chinese = Page.of(page);
      Stream.of("properties", "json", "text")
          .flatMap(language -> chinese.blocks(language).stream())
          .forEach(shown::add);
    }
    assertThat(shown)
        .hasSizeGreaterThan(12)
        .allSatisfy(block -> assertThat(english).contains(block));
  }

  private static String allOf(List<String> pages) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String page : pages) {
      all.append(Files.readString(FlumeHome.PROJECT.resolve(page)));
    }
    return all.toString();
  }
}
