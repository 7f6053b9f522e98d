package io.github.flumeaggregation.tool.conf;

import io.github.flumeaggregation.core.Nullable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** One source, channel, sink or the like: its keys without the part that names it. */
public final class Part {
  private final Kind kind;
  private final String name;
  private final String prefix;
  private final ConfFile file;
  private final Map<String, String> settings = new TreeMap<>();

  Part(Kind kind, String name, String prefix, ConfFile file) {
    this.kind = kind;
    this.name = name;
    this.prefix = prefix;
    this.file = file;
    for (ConfEntry entry : file.entries()) {
      if (entry.key().startsWith(prefix)) {
        settings.put(entry.key().substring(prefix.length()), entry.value());
      }
    }
  }

  /** What it is. */
  public Kind kind() {
    return kind;
  }

  /** As the configuration calls it. */
  public String name() {
    return name;
  }

  /** How messages call it, such as {@code sink 'w'}. */
  public String title() {
    return kind.word() + " '" + name + "'";
  }

  /** Its keys and values. */
  public Map<String, String> settings() {
    return Collections.unmodifiableMap(settings);
  }

  /** The keys that begin with {@code group.}, without that. */
  public Map<String, String> settings(String group) {
    Map<String, String> below = new TreeMap<>();
    settings.forEach(
        (key, value) -> {
          if (key.startsWith(group + ".")) {
            below.put(key.substring(group.length() + 1), value);
          }
        });
    return below;
  }

  /** The value of a key without blanks around it; null if it is not set. */
  public @Nullable String get(String key) {
    String value = settings.get(key);
    return value == null ? null : value.trim();
  }

  /** The value of a key without blanks around it. */
  public String get(String key, String otherwise) {
    String value = get(key);
    return value == null ? otherwise : value;
  }

  /** The key as the file has it. */
  public String fullKey(String key) {
    return prefix + key;
  }

  /** The line of a key, or, if it is not set, of the first one that this part has. */
  public int line(String key) {
    return file.line(fullKey(key), prefix);
  }
}
