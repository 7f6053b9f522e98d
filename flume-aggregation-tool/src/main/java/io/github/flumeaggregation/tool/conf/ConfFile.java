package io.github.flumeaggregation.tool.conf;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tool.log.ReadFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** A configuration file, read as Flume reads it. */
public final class ConfFile {
  private final List<ConfEntry> repeated = new ArrayList<>();
  private final Map<String, ConfEntry> entries = new LinkedHashMap<>();

  private ConfFile(List<ConfEntry> read) {
    Properties properties = new Properties();
    for (ConfEntry entry : read) {
      properties.setProperty(entry.key(), entry.value());
      ConfEntry before = entries.put(entry.key(), entry); // the last one counts
      if (before != null) {
        repeated.add(before);
      }
    }
    Map<String, String> resolved = Lookups.resolve(properties);
    entries.replaceAll(
        (key, entry) ->
            new ConfEntry(key, resolved.getOrDefault(key, entry.value()), entry.line()));
  }

  /**
   * Reads a file.
   *
   * @throws ConfException if it cannot be read, or is no properties file
   */
  public static ConfFile read(Path path) {
    try {
      return of(Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      throw new ConfException("there is no file '" + path + "'");
    } catch (IOException e) {
      throw new ConfException(
          Files.isDirectory(path)
              ? "'" + path + "' is a folder; name the .conf file in it"
              : "'" + path + "' cannot be read: " + ReadFault.reason(e));
    }
  }

  /** The content of a file. */
  public static ConfFile of(byte[] content) {
    return new ConfFile(ConfReader.read(content));
  }

  /** Each key once, with the value that counts. */
  public List<ConfEntry> entries() {
    return Collections.unmodifiableList(new ArrayList<>(entries.values()));
  }

  /** Entries that do not count, since their key stands there again further down. */
  public List<ConfEntry> repeated() {
    return Collections.unmodifiableList(repeated);
  }

  /** The value of a key; null if it is not set. */
  public @Nullable String value(String key) {
    @Nullable ConfEntry entry = entries.get(key);
    return entry == null ? null : entry.value();
  }

  /** The line of a key, else that of the first key that begins with {@code prefix}, else 1. */
  public int line(String key, String prefix) {
    @Nullable ConfEntry exact = entries.get(key);
    if (exact != null) {
      return exact.line();
    }
    for (ConfEntry entry : entries.values()) {
      if (entry.key().startsWith(prefix)) {
        return entry.line();
      }
    }
    return 1;
  }

  /** Keys and values, as Flume is given them. */
  public Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    entries.forEach((key, entry) -> values.put(key, entry.value()));
    return values;
  }

  /** The agents that the file configures, in its order. */
  public List<Agent> agents() {
    Set<String> names = new LinkedHashSet<>();
    for (String key : entries.keySet()) {
      int dot = key.indexOf('.');
      if (dot > 0) {
        names.add(key.substring(0, dot));
      }
    }
    List<Agent> agents = new ArrayList<>();
    names.forEach(name -> agents.add(new Agent(name, this)));
    return agents;
  }
}
