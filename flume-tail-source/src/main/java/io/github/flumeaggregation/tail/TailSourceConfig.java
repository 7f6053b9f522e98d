package io.github.flumeaggregation.tail;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.regex.RegexException;
import io.github.flumeaggregation.tail.engine.TailOptions;
import io.github.flumeaggregation.tail.find.FileGroup;
import io.github.flumeaggregation.tail.find.PathPattern;
import io.github.flumeaggregation.tail.frame.Multiline;
import io.github.flumeaggregation.tail.frame.StartPattern;
import io.github.flumeaggregation.tail.position.StartAt;
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
  private static final int MAX_BYTES = 1 << 30;

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
    TailOptions.Builder options = new TailOptions.Builder();
    options.groups = groups();
    options.positionFile = positionFile();
    options.taildirPositionFile = taildirPositionFile();
    options.startAt = startAt();
    options.batchSize = settings.integer("batchSize", 100, 1, 1_000_000);
    options.linesPerEvent = settings.integer("linesPerEvent", 1, 1, 1_000_000);
    options.maxEventBytes = bytes("maxEventBytes", "256KiB");
    options.maxLineBytes = bytes("maxLineBytes", "1MiB");
    options.idleTimeoutMillis = settings.durationOrBareMillis("idleTimeout", "120s");
    options.writePosIntervalMillis = settings.durationOrBareMillis("writePosInterval", "1s");
    options.truncatesLongLines =
        settings.oneOf("longLines", "split", "split", "truncate").equals("truncate");
    options.partialLineTimeoutMillis =
        settings.has("partialLineTimeout")
            ? settings.durationMillis("partialLineTimeout", "1m")
            : -1;
    options.multiline = multiline(options);
    options.maxOpenFiles = settings.integer("maxOpenFiles", 1_000, 1, 1_000_000);
    options.progressMillis = progressMillis();
    EventFactory events = events();
    List<String> confirmedBy = confirmedBy();
    acceptWithoutEffect();
    settings.finish();
    return new Result(options.build(), events, confirmedBy);
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

  private @Nullable Multiline multiline(TailOptions.Builder options) {
    Settings multiline = settings.under("multiline");
    int maxLines = multiline.integer("maxLines", 500, 1, 1_000_000);
    int maxBytes = bytes("multiline.maxBytes", "1MiB");
    long timeoutMillis = multiline.durationMillis("timeout", "2s");
    String start = multiline.text("start");
    if (start == null) {
      for (String key : new String[] {"maxLines", "maxBytes", "timeout"}) {
        if (multiline.has(key)) {
          multiline.fault(key, "allowed only together with multiline.start");
        }
      }
      return null;
    }
    if (options.linesPerEvent > 1) {
      settings.fault("linesPerEvent", "allowed is 1 with multiline.start: a record is an event");
    }
    if (settings.has("longLines") || settings.has("maxLineBytes")) {
      settings.fault(
          settings.has("longLines") ? "longLines" : "maxLineBytes",
          "allowed only without multiline.start, which has multiline.maxBytes");
    }
    try {
      return new Multiline(new StartPattern(start), maxLines, maxBytes, timeoutMillis);
    } catch (RegexException e) {
      multiline.fault("start", String.valueOf(e.getMessage()));
      return null;
    }
  }

  private long progressMillis() {
    if (settings.text("progressEvents", "off").equals("off")) {
      return 0;
    }
    long millis = settings.durationMillis("progressEvents", "10s");
    if (millis < 100) {
      settings.fault("progressEvents", "allowed is off, or a duration of at least 100ms");
    }
    return millis;
  }

  private StartAt startAt() {
    boolean skip = settings.flag("skipToEnd", false);
    if (skip && settings.has("startAt")) {
      settings.fault("skipToEnd", "allowed is either startAt or skipToEnd, not both");
    }
    String text = settings.text("startAt", skip ? "end" : "beginning");
    try {
      return StartAt.parse(text);
    } catch (IllegalArgumentException e) {
      settings.fault("startAt", String.valueOf(e.getMessage()));
      return StartAt.parse("beginning");
    }
  }

  private int bytes(String key, String defaultValue) {
    long bytes = settings.sizeBytes(key, defaultValue);
    if (bytes < 1 || bytes > MAX_BYTES) {
      settings.fault(key, "allowed is a size from 1B to 1GiB");
      return 1;
    }
    return (int) bytes;
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
