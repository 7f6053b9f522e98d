package io.github.flumeaggregation.core.config;

import io.github.flumeaggregation.core.Nullable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads the keys of one component and collects every fault, so that an operator sees them all at
 * once: Flume drops a component whose configuration throws, and the message is all that is seen.
 *
 * <p>A getter never throws: on a fault it notes key, value and what is allowed, and returns the
 * default. {@link #finish()} throws if anything was noted, a key that nobody asked for included.
 * Used by one thread.
 */
public final class Settings {
  private static final String REQUIRED = " is required: ";

  private final String owner;
  private final String prefix;
  private final Map<String, String> values;
  private final Set<String> known;
  private final List<String> faults;
  private final List<String> warnings;

  private Settings(
      String owner,
      String prefix,
      Map<String, String> values,
      Set<String> known,
      List<String> faults,
      List<String> warnings) {
    this.owner = owner;
    this.prefix = prefix;
    this.values = values;
    this.known = known;
    this.faults = faults;
    this.warnings = warnings;
  }

  /**
   * The settings of a component.
   *
   * @param owner how messages call it, such as {@code WindowSink 'w'}
   * @param values its keys and values, without the part that names the component
   */
  public static Settings of(String owner, Map<String, String> values) {
    return new Settings(
        owner, "", new TreeMap<>(values), new TreeSet<>(), new ArrayList<>(), new ArrayList<>());
  }

  /** The keys that begin with {@code group + '.'}; faults are noted here, under the full key. */
  public Settings under(String group) {
    return new Settings(owner, prefix + group + '.', values, known, faults, warnings);
  }

  /** Whether the key is set. */
  public boolean has(String key) {
    return raw(key) != null;
  }

  /** The keys that are set here, in their order; of a group, what follows {@code group + '.'}. */
  public List<String> keys() {
    List<String> keys = new ArrayList<>();
    for (String key : values.keySet()) {
      if (key.startsWith(prefix)) {
        keys.add(key.substring(prefix.length()));
      }
    }
    return keys;
  }

  /** The value without blanks around it, or null if it is not set. */
  public @Nullable String text(String key) {
    return raw(key);
  }

  /** The value without blanks around it. */
  public String text(String key, String defaultValue) {
    String value = raw(key);
    return value == null ? defaultValue : value;
  }

  /** The value; a fault that says what is {@code expected} if it is not set or empty. */
  public String required(String key, String expected) {
    String value = raw(key);
    if (value == null || value.isEmpty()) {
      faults.add(prefix + key + REQUIRED + expected);
      return "";
    }
    return value;
  }

  /** The blank-separated words of the value; none if it is not set. */
  public List<String> words(String key) {
    String value = raw(key);
    return value == null || value.isEmpty()
        ? Collections.emptyList()
        : Arrays.asList(value.split("\\s+"));
  }

  /** As {@link #words}; a word that stands there twice is a fault, and counts once. */
  public List<String> distinctWords(String key) {
    return distinct(key, words(key));
  }

  /** The words without those that stand there twice, which is a fault of {@code key}. */
  public List<String> distinct(String key, List<String> words) {
    Set<String> distinct = new LinkedHashSet<>();
    for (String word : words) {
      if (!distinct.add(word)) {
        fault(key, "'" + word + "' stands here twice");
      }
    }
    return new ArrayList<>(distinct);
  }

  /**
   * The names that {@code key} lists, each of which has keys under {@code key.<name>}. A name twice
   * is a fault, and so is one that has keys and is not listed.
   */
  public List<String> names(String key) {
    List<String> names = distinctWords(key);
    Set<String> unlisted = new TreeSet<>();
    for (String own : names.isEmpty() ? Collections.<String>emptyList() : under(key).keys()) {
      unlisted.add(own.split("[.]", 2)[0]);
    }
    unlisted.removeAll(names);
    for (String name : unlisted) {
      ignore(key + '.' + name + ".*", key + '.' + name);
      fault(
          key,
          "'"
              + name
              + "' has keys and is not listed here"
              + Suggestion.didYouMean(name, names)
              + "; list it, or take out "
              + (prefix + key + '.' + name)
              + ".*");
    }
    return names;
  }

  /** A whole number within {@code min} and {@code max}, both included. */
  public int integer(String key, int defaultValue, int min, int max) {
    return (int) whole(key, defaultValue, min, max);
  }

  /** A whole number within {@code min} and {@code max}, both included. */
  public long whole(String key, long defaultValue, long min, long max) {
    String value = raw(key);
    if (value == null) {
      return defaultValue;
    }
    try {
      long number = Long.parseLong(value.replace("_", ""));
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Not a number at all: the same message says what is allowed.
    }
    fault(key, "allowed is a whole number from " + min + " to " + max);
    return defaultValue;
  }

  /** {@code true} or {@code false}, and nothing else: a typo must not turn into false. */
  public boolean flag(String key, boolean defaultValue) {
    return "true".equals(oneOf(key, Boolean.toString(defaultValue), "true", "false"));
  }

  /** One of the allowed words. */
  public String oneOf(String key, String defaultValue, String... allowed) {
    String value = raw(key);
    if (value == null) {
      return defaultValue;
    }
    List<String> choices = Arrays.asList(allowed);
    if (choices.contains(value)) {
      return value;
    }
    fault(
        key,
        "allowed is one of " + String.join(", ", choices) + Suggestion.didYouMean(value, choices));
    return defaultValue;
  }

  /** A duration with a unit, such as {@code 500ms} or {@code 5m}, in milliseconds; at least 0. */
  public long durationMillis(String key, String defaultValue) {
    return quantity(key, defaultValue, Quantity.DURATION);
  }

  /**
   * As {@link #durationMillis}, but a bare number counts as milliseconds, as stock Flume has it.
   */
  public long durationOrBareMillis(String key, String defaultValue) {
    String value = raw(key);
    return value != null && value.matches("[0-9]{1,15}")
        ? Long.parseLong(value)
        : durationMillis(key, defaultValue);
  }

  /** A size with a unit, such as {@code 64KiB} or {@code 10MiB}, in bytes; at least 0. */
  public long sizeBytes(String key, String defaultValue) {
    return quantity(key, defaultValue, Quantity.SIZE);
  }

  private long quantity(String key, String defaultValue, Quantity kind) {
    String value = raw(key);
    if (value != null) {
      try {
        return kind.parse(value);
      } catch (IllegalArgumentException e) {
        fault(key, String.valueOf(e.getMessage()));
      }
    }
    return kind.parse(defaultValue);
  }

  /** Notes that the value of {@code key} is wrong; {@code allowed} says what would be right. */
  public void fault(String key, String allowed) {
    String value = raw(key);
    faults.add(prefix + key + (value == null ? "" : " = '" + value + "'") + ": " + allowed);
  }

  /** Notes that the value of {@code key} is allowed but probably not what was meant. */
  public void warn(String key, String suspicion) {
    warnings.add(owner + ": " + prefix + key + " = '" + raw(key) + "': " + suspicion);
  }

  /** What was noted by {@link #warn}; whoever reads settings for a component logs it. */
  public List<String> warnings() {
    return Collections.unmodifiableList(warnings);
  }

  /**
   * Declares keys that are read by others, such as those that Flume itself puts there.
   *
   * @param keys full keys, or {@code group.*} for all keys of a group
   */
  public void ignore(String... keys) {
    for (String key : keys) {
      known.add(prefix + key);
    }
  }

  /** Throws if anything was wrong. Call it last: a key that nobody asked for is a fault too. */
  public void finish() {
    Set<String> misspelt = new TreeSet<>();
    for (Map.Entry<String, String> entry : values.entrySet()) {
      String key = entry.getKey();
      String first = first(key);
      if (isKnown(key) || misspelt.contains(first)) {
        continue;
      }
      String meant = meantFirst(first);
      if (meant == null) {
        String suggestion = Suggestion.didYouMean(key, known);
        faults.add(key + " = '" + entry.getValue() + "': unknown key" + suggestion);
      } else {
        misspelt.add(first);
        faults.removeIf(fault -> first(fault.split(" ", 2)[0]).equals(meant) && isRequired(fault));
        faults.add(0, misspeltKeys(first, meant));
      }
    }
    if (!faults.isEmpty()) {
      throw new SettingsException(owner, faults);
    }
  }

  private static String first(String key) {
    return key.split("[.]", 2)[0];
  }

  private static boolean isRequired(String fault) {
    return fault.contains(REQUIRED);
  }

  /**
   * What is meant by the first part of several unknown keys, of which no known key has the like;
   * null if that is not clear. Then this is the fault, and what is missing follows from it.
   */
  private @Nullable String meantFirst(String first) {
    Set<String> firsts = new TreeSet<>();
    known.forEach(key -> firsts.add(first(key)));
    boolean isGroup = values.keySet().stream().anyMatch(key -> key.startsWith(first + '.'));
    return isGroup && !firsts.contains(first) ? Suggestion.nearest(first, firsts) : null;
  }

  private String misspeltKeys(String first, String meant) {
    String value = values.get(first);
    long keys = values.keySet().stream().filter(key -> key.startsWith(first + '.')).count();
    return first
        + (value == null ? "" : " = '" + value + "'")
        + " and "
        + keys
        + " keys "
        + first
        + ".*: unknown (did you mean '"
        + meant
        + "'?)";
  }

  private boolean isKnown(String key) {
    if (known.contains(key)) {
      return true;
    }
    for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
      if (known.contains(key.substring(0, dot) + ".*")) {
        return true;
      }
    }
    return false;
  }

  private @Nullable String raw(String key) {
    known.add(prefix + key);
    String value = values.get(prefix + key);
    return value == null ? null : withoutBlanks(value);
  }

  /** Control characters stay: they may be what is meant, as between columns. */
  private static String withoutBlanks(String value) {
    int from = 0;
    int to = value.length();
    while (from < to && isBlank(value.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(value.charAt(to - 1))) {
      to--;
    }
    return value.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
