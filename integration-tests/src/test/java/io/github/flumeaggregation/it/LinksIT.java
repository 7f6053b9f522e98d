package io.github.flumeaggregation.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every link between pages leads to a file, and to a heading of it, in the repository and in the
 * archive.
 */
class LinksIT {
  private static final Pattern LINK = Pattern.compile("!?\\[[^]]*]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```$|`[^`\n]*`");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");

  @TempDir Path dir;

  @Test
  void repository_hasNoBrokenLink() throws IOException {
    assertThat(broken(FlumeHome.PROJECT)).isEmpty();
  }

  @Test
  void archive_hasNoBrokenLink() throws Exception {
    Path plugin = FlumeHome.createIn(dir).dir().resolve("plugins.d/flume-aggregation");
    assertThat(pagesIn(plugin)).hasSizeGreaterThan(10);
    assertThat(broken(plugin)).isEmpty();
  }

  private static List<String> broken(Path root) throws IOException {
    List<String> broken = new ArrayList<>();
    for (Path page : pagesIn(root)) {
      for (String link : linksOf(page)) {
        if (!leadsSomewhere(root.toRealPath(), page, link)) {
          broken.add(root.relativize(page) + ": " + link);
        }
      }
    }
    return broken;
  }

  private static List<Path> pagesIn(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !root.relativize(file).toString().matches("(.*/)?(target|[.].*)/.*"))
          .toList();
    }
  }

  private static List<String> linksOf(Path page) throws IOException {
    return LINK.matcher(CODE.matcher(Files.readString(page)).replaceAll("code"))
        .results()
        .map(link -> link.group(1))
        .filter(link -> !ELSEWHERE.matcher(link).matches())
        .toList();
  }

  private static boolean leadsSomewhere(Path root, Path page, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
    if (!Files.exists(target) || !target.toRealPath().startsWith(root)) {
      return false;
    }
    return parts.length == 1 || anchorsOf(target).contains(parts[1]);
  }

  /** Headings as they are called in addresses: small letters, digits, dashes for blanks. */
  private static Set<String> anchorsOf(Path page) throws IOException {
    Set<String> anchors = new HashSet<>();
    HEADING
        .matcher(Files.readString(page))
        .results()
        .map(heading -> heading.group(1).strip().toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
        .forEach(anchors::add);
    return anchors;
  }
}
