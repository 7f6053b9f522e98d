package io.github.flumeaggregation.tail.find;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which paths are meant: a glob, or a directory and a regular expression as TAILDIR has it.
 *
 * <p>A glob is matched name by name: {@code *}, {@code ?}, {@code [..]} and <code>{a,b}</code>
 * within a name, {@code **} for any number of directories, none included. As in a shell, a name
 * that begins with a dot is matched only by a pattern that does, too.
 */
public final class PathPattern {
  /** One level of a path. */
  interface Step {
    /** Whether the step accepts a name. */
    boolean matches(Path name);
  }

  /** Stands for any number of directories. */
  static final Step ANY_DEPTH = name -> !isHidden(name);

  private final Path root;
  private final List<Step> steps;
  private final String text;

  private PathPattern(Path root, List<Step> steps, String text) {
    this.root = root;
    this.steps = Collections.unmodifiableList(steps);
    this.text = text;
  }

  /**
   * A glob, such as {@code /var/log/**}{@code /*.log}.
   *
   * @throws IllegalArgumentException with what is allowed
   */
  public static PathPattern glob(String text) {
    if (!text.startsWith("/") || text.endsWith("/")) {
      throw new IllegalArgumentException(
          "allowed are absolute paths of files, with * ? [..] {a,b} within a name and ** for any"
              + " directories");
    }
    List<String> names = Arrays.asList(text.substring(1).split("/+"));
    int literal = 0;
    Path root = Paths.get("/");
    while (literal < names.size() - 1 && !hasWildcard(names.get(literal))) {
      root = root.resolve(names.get(literal++));
    }
    List<Step> steps = new ArrayList<>();
    for (String name : names.subList(literal, names.size())) {
      steps.add(globStep(name));
    }
    if (steps.get(steps.size() - 1) == ANY_DEPTH) {
      steps.add(globStep("*"));
    }
    return new PathPattern(root, steps, text);
  }

  private static boolean hasWildcard(String name) {
    return name.matches(".*[*?\\[{\\\\].*");
  }

  private static Step globStep(String name) {
    if (name.equals("**")) {
      return ANY_DEPTH;
    }
    PathMatcher matcher;
    try {
      matcher = FileSystems.getDefault().getPathMatcher("glob:" + name);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("not a glob: " + e.getDescription(), e);
    }
    boolean dot = name.startsWith(".");
    return path -> (dot || !isHidden(path)) && matcher.matches(path);
  }

  private static boolean isHidden(Path name) {
    return name.toString().startsWith(".");
  }

  /**
   * A directory and a regular expression for the name in it, such as {@code /var/log/.*[.]log}.
   *
   * @throws IllegalArgumentException with what is allowed
   */
  public static PathPattern filegroup(String text) {
    int slash = text.lastIndexOf('/');
    if (!text.startsWith("/") || slash == text.length() - 1) {
      throw new IllegalArgumentException(
          "allowed is an absolute directory, then / and a regular expression for the file's name");
    }
    try {
      Pattern name = Pattern.compile(text.substring(slash + 1));
      Step step = path -> name.matcher(path.toString()).matches();
      Path root = Paths.get(slash == 0 ? "/" : text.substring(0, slash));
      return new PathPattern(root, Collections.singletonList(step), text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "not a regular expression for the file's name: " + e.getDescription(), e);
    }
  }

  /** The deepest directory that all meant paths share. */
  Path root() {
    return root;
  }

  /** What a name must match, from the root down. */
  List<Step> steps() {
    return steps;
  }

  /** The paths in {@code directory}; none if it is not there (any more). */
  public static List<Path> list(Path directory) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path entry : stream) {
        entries.add(entry);
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return new ArrayList<>();
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
    Collections.sort(entries);
    return entries;
  }

  @Override
  public String toString() {
    return text;
  }
}
