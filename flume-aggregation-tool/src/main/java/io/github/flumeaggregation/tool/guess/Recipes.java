package io.github.flumeaggregation.tool.guess;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The formats that docs/formats.md shows by kind of log: the page itself is part of this jar. */
final class Recipes {
  private static final Pattern RECIPE =
      Pattern.compile("\n### ([^\n]+)\n(?:(?!\n### ).)*?\n```properties\n(.*?)```", Pattern.DOTALL);

  private Recipes() {}

  /** All of them, in the order of the page. */
  static List<Candidate> all() {
    String page = page();
    List<Candidate> recipes = new ArrayList<>();
    Matcher recipe = RECIPE.matcher(page.substring(page.indexOf("\n## By kind of log")));
    while (recipe.find()) {
      recipes.add(new Candidate(recipe.group(1), settings(recipe.group(2))));
    }
    return recipes;
  }

  private static String page() {
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    try (InputStream in = Objects.requireNonNull(Recipes.class.getResourceAsStream("formats.md"))) {
      byte[] buffer = new byte[1 << 13];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        page.write(buffer, 0, n);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new String(page.toByteArray(), StandardCharsets.UTF_8);
  }

  private static Map<String, String> settings(String text) {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> settings = new LinkedHashMap<>();
    new TreeSet<>(properties.stringPropertyNames())
        .forEach(key -> settings.put(key, properties.getProperty(key)));
    return settings;
  }
}
