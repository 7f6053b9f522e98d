package io.github.flumeaggregation.tail.find;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves out names whose bytes the locale of the agent gives no characters: Java can list such a
 * file, but not open it.
 */
final class NameEncoding {
  private static final Logger LOG = LoggerFactory.getLogger(NameEncoding.class);
  private static final int MOST_SAID = 1_000;

  private final Set<Path> said = new HashSet<>();

  /** Says once for each name that it cannot. */
  boolean canBeOpened(Path path) {
    if (isExpressible(path)) {
      return true;
    }
    if (said.size() < MOST_SAID && said.add(path)) {
      LOG.warn(
          "{} is left out: its name has bytes that are no characters in the encoding of the agent's"
              + " locale ({}). Start the agent with LC_ALL=C.UTF-8, or rename the file",
          path,
          System.getProperty("sun.jnu.encoding"));
    }
    return false;
  }

  private static boolean isExpressible(Path path) {
    try {
      return Paths.get(path.toString()).equals(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
