package io.github.flumeaggregation.tool.conf;

import io.github.flumeaggregation.core.Nullable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All that a file says of one agent. */
public final class Agent {
  private final String name;
  private final ConfFile file;
  private final Map<Kind, Map<String, Part>> parts = new EnumMap<>(Kind.class);

  Agent(String name, ConfFile file) {
    this.name = name;
    this.file = file;
    for (Kind kind : Kind.values()) {
      parts.put(kind, read(kind));
    }
  }

  private Map<String, Part> read(Kind kind) {
    Set<String> names = new LinkedHashSet<>(listed(kind));
    String start = name + '.' + kind.listKey() + '.';
    for (ConfEntry entry : file.entries()) {
      if (entry.key().startsWith(start)) {
        names.add(entry.key().substring(start.length()).split("[.]", 2)[0]);
      }
    }
    Map<String, Part> read = new LinkedHashMap<>();
    for (String part : names) {
      read.put(part, new Part(kind, part, start + part + '.', file));
    }
    return read;
  }

  /** As {@code --name} calls it. */
  public String name() {
    return name;
  }

  /** The names that {@code <agent>.<kind>s} lists. */
  public List<String> listed(Kind kind) {
    return words(file.value(listKey(kind)));
  }

  /** The blank-separated words of a value; none of null. */
  public static List<String> words(@Nullable String value) {
    return value == null || value.trim().isEmpty()
        ? Collections.emptyList()
        : Arrays.asList(value.trim().split("\\s+"));
  }

  /** The key that lists the parts of a kind. */
  public String listKey(Kind kind) {
    return name + '.' + kind.listKey();
  }

  /** The line of the list, or of the agent's first key if there is none. */
  public int listLine(Kind kind) {
    return file.line(listKey(kind), name + '.');
  }

  /** The parts of a kind that are listed or have keys. */
  public List<Part> parts(Kind kind) {
    return new ArrayList<>(byName(kind).values());
  }

  /** The part of that name that is listed or has keys; null if there is none. */
  public @Nullable Part part(Kind kind, @Nullable String part) {
    return byName(kind).get(part);
  }

  private Map<String, Part> byName(Kind kind) {
    return parts.getOrDefault(kind, Collections.emptyMap());
  }

  /** The entries that belong to the agent. */
  public List<ConfEntry> entries() {
    List<ConfEntry> own = new ArrayList<>();
    for (ConfEntry entry : file.entries()) {
      if (entry.key().startsWith(name + '.')) {
        own.add(entry);
      }
    }
    return own;
  }
}
