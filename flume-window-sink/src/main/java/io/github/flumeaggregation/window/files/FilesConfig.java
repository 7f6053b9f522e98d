package io.github.flumeaggregation.window.files;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.window.row.FileFormat;
import io.github.flumeaggregation.window.row.PathTemplate;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.regex.Pattern;

/** What the configuration says about exactly-once files, checked. */
public final class FilesConfig {
  /** Their renames are atomic, which those of object stores are not. */
  private static final Pattern PATH = Pattern.compile("(hdfs://[^/]*/|file:/(//)?)[^/].*");

  private static final int DEFAULT_ROLL_ROWS = 50_000;

  public final PathTemplate path;
  final FileFormat format;
  final long rollIntervalMillis;
  final int rollRows;

  private FilesConfig(Settings settings, int maxPendingRows) {
    ZoneId zone = zone(settings);
    path = path(settings, zone);
    format = FileFormat.of(settings.oneOf("format", "avro", "avro", "json"));
    rollIntervalMillis = settings.durationMillis("rollInterval", "5m");
    rollRows =
        settings.integer(
            "rollRows", Math.min(DEFAULT_ROLL_ROWS, maxPendingRows), 1, maxPendingRows);
  }

  /** Reads the settings below {@code files.}; null if there are none. */
  public static @Nullable FilesConfig read(Settings settings, int maxPendingRows) {
    Settings files = settings.under("files");
    FilesConfig read = new FilesConfig(files, maxPendingRows);
    if (files.keys().isEmpty()) {
      return null;
    }
    files.required("path", "the folder for the rows, such as hdfs://namenode/rows/%Y%m%d");
    @Nullable String lack = read.format.lack();
    if (lack != null) {
      files.fault("format", "avro needs " + lack);
    }
    return read;
  }

  private static PathTemplate path(Settings settings, ZoneId zone) {
    String text = settings.text("path", "");
    try {
      if (!text.isEmpty() && !PATH.matcher(text).matches()) {
        settings.fault(
            "path",
            "allowed is a folder as hdfs://namenode/folder or file:///folder: file systems that"
                + " rename atomically. To write elsewhere, use a WindowResultSource");
        return new PathTemplate("", zone);
      }
      return new PathTemplate(text, zone);
    } catch (IllegalArgumentException e) {
      settings.fault("path", String.valueOf(e.getMessage()));
      return new PathTemplate("", zone);
    }
  }

  private static ZoneId zone(Settings settings) {
    try {
      return ZoneId.of(settings.text("timeZone", ZoneId.systemDefault().getId()));
    } catch (DateTimeException e) {
      settings.fault("timeZone", "allowed is a time zone such as UTC or Asia/Shanghai");
      return ZoneId.systemDefault();
    }
  }
}
