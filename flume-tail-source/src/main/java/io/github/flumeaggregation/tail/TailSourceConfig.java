package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.tail.engine.TailOptions;
import io.github.flumeaggregation.tail.find.FileGroup;
import io.github.flumeaggregation.tail.find.PathPattern;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.flume.channel.ReplicatingChannelSelector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the keys of a {@link TailSource}; all faults are reported together. */
final class TailSourceConfig {
  private static final Logger LOG = LoggerFactory.getLogger(TailSourceConfig.class);

  private static final String REPLICATING = "replicating";

  /** Keys that Flume itself puts into a source's part of the configuration. */
  private static final String[] FLUME_KEYS = {
    "type",
    "channels",
    "selector.*",
    "interceptors",
    "interceptors.*",
    "backoffSleepIncrement",
    "maxBackoffSleep"
  };

  private final String name;
  private final Map<String, String> values;
  private final Settings settings;

  private TailSourceConfig(String name, Map<String, String> values) {
    this.name = name;
    this.values = values;
    settings = Settings.of("TailSource '" + name + "'", values);
  }

  /** What was read. */
  static final class Result {
    private final TailOptions options;
    private final EventFactory events;
    private final List<String> confirmedBy;

    Result(TailOptions options, EventFactory events, List<String> confirmedBy) {
      this.options = options;
      this.events = events;
      this.confirmedBy = confirmedBy;
    }

    TailOptions options() {
      return options;
    }

    EventFactory events() {
      return events;
    }

    /** Window sinks that confirm positions; empty if those of the channel are enough. */
    List<String> confirmedBy() {
      return confirmedBy;
    }
  }

  /**
   * Reads all keys.
   *
   * @throws io.github.flumeaggregation.core.config.SettingsException with every fault
   */
  static Result read(String name, Map<String, String> values) {
    return new TailSourceConfig(name, values).read();
  }

  private Result read() {
    settings.ignore(FLUME_KEYS);
    TailOptions options =
        new TailOptions(settings, groups(), positionFile(), taildirPositionFile());
    EventFactory events = events();
    List<String> confirmedBy = confirmedBy();
    acceptWithoutEffect();
    settings.finish();
    return new Result(options, events, confirmedBy);
  }

  private List<FileGroup> groups() {
    if (settings.has("paths") && settings.has("filegroups")) {
      settings.fault("paths", "allowed is either paths or filegroups, not both");
    }
    settings.distinctWords("channels");
    List<FileGroup> groups = new ArrayList<>();
    for (String group : settings.distinctWords("filegroups")) {
      settings.required("filegroups." + group, "a directory, / and a regular expression");
      String key = "filegroups." + group;
      groups.add(new FileGroup(key, patterns(key, PathPattern::filegroup), headers(group)));
    }
    if (!settings.has("filegroups")) {
      settings.required("paths", "globs of the files to tail, separated by blanks");
      groups.add(
          new FileGroup("paths", patterns("paths", PathPattern::glob), Collections.emptyMap()));
    } else if (groups.isEmpty()) {
      settings.fault("filegroups", "allowed are names of file groups, separated by blanks");
    }
    return groups;
  }

  private List<PathPattern> patterns(String key, Function<String, PathPattern> parser) {
    List<PathPattern> patterns = new ArrayList<>();
    List<String> texts =
        key.equals("paths")
            ? settings.distinctWords(key)
            : Collections.singletonList(settings.text(key, ""));
    for (String text : texts) {
      try {
        patterns.add(parser.apply(text));
      } catch (IllegalArgumentException e) {
        if (!text.isEmpty()) {
          settings.fault(key, text + ": " + e.getMessage());
        }
      }
    }
    return patterns;
  }

  private Map<String, String> headers(String group) {
    String prefix = "headers." + group + ".";
    Map<String, String> headers = new LinkedHashMap<>();
    for (String key : values.keySet()) {
      if (key.startsWith(prefix)) {
        headers.put(key.substring(prefix.length()), settings.text(key, ""));
      }
    }
    return headers;
  }

  private Path positionFile() {
    String text = settings.text("positionFile", "~/.flume/tail-source/" + name + ".json");
    // Flume reads a file, not a shell: without this there would be a folder called ~.
    return Paths.get(
        text.startsWith("~/") ? System.getProperty("user.home", ".") + text.substring(1) : text);
  }

  /** Whoever comes from TAILDIR without a positionFile has its positions in this place. */
  private @Nullable Path taildirPositionFile() {
    return settings.has("filegroups") && !settings.has("positionFile")
        ? Paths.get(System.getProperty("user.home", "."), ".flume", "taildir_position.json")
        : null;
  }

  private EventFactory events() {
    String key = settings.text("fileHeaderKey", "file");
    boolean withFile = settings.flag("fileHeader", false);
    return new EventFactory(withFile ? key : null, settings.flag("byteOffsetHeader", false));
  }

  private List<String> confirmedBy() {
    List<String> sinks = settings.distinctWords("confirmedBy");
    if (settings.has("confirmedBy") && sinks.isEmpty()) {
      settings.fault("confirmedBy", "allowed are names of window sinks of this agent");
    }
    String selector = settings.text("selector.type", REPLICATING);
    if (!sinks.isEmpty()
        && !selector.equalsIgnoreCase(REPLICATING)
        && !selector.equals(ReplicatingChannelSelector.class.getName())) {
      settings.fault(
          "selector.type",
          "allowed with confirmedBy is replicating, by which every line comes to every sink");
    }
    return sinks;
  }

  private void acceptWithoutEffect() {
    settings.whole("maxBatchCount", Long.MAX_VALUE, 1, Long.MAX_VALUE);
    settings.flag("cachePatternMatching", true);
    if (settings.has("maxBatchCount") || settings.has("cachePatternMatching")) {
      LOG.info(
          "TailSource '{}': maxBatchCount and cachePatternMatching are accepted from TAILDIR and"
              + " have no effect; files take turns of bounded size and are always found",
          name);
    }
  }
}
