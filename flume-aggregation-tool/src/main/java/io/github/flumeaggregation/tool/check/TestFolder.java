package io.github.flumeaggregation.tool.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonStreamParser;
import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.tool.command.CommandException;
import io.github.flumeaggregation.tool.conf.ConfFile;
import io.github.flumeaggregation.tool.conf.Part;
import io.github.flumeaggregation.tool.conf.WindowSinks;
import io.github.flumeaggregation.tool.log.ReadFault;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** A folder with one test: a configuration, lines, and what is to come out. */
final class TestFolder {
  static final String ROWS = "rows.json";
  static final String ALERTS = "alerts.json";
  private static final String LINES = "lines.log";
  private static final String PROPERTIES = "test.properties";

  private final Path folder;
  private final Part sink;
  private final long nowMillis;

  /**
   * Finds out which sink is meant.
   *
   * @throws CommandException if that cannot be known
   */
  TestFolder(Path folder) {
    this.folder = folder;
    if (!Files.isDirectory(folder)) {
      throw new CommandException("there is no folder '" + folder + "'");
    }
    Settings settings = Settings.of("test '" + folder + "'", properties(folder));
    String conf = settings.text("conf", "");
    String agent = settings.text("agent", "");
    String name = settings.text("sink", "");
    nowMillis = now(settings);
    settings.finish();
    ConfFile file = ConfFile.read(conf.isEmpty() ? onlyConf(folder) : folder.resolve(conf));
    sink = WindowSinks.choose(file, emptyToNull(agent), emptyToNull(name));
  }

  private static Map<String, String> properties(Path folder) {
    return Files.exists(folder.resolve(PROPERTIES))
        ? ConfFile.read(folder.resolve(PROPERTIES)).values()
        : new HashMap<>();
  }

  private static @Nullable String emptyToNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static long now(Settings settings) {
    String text = settings.text("now", Instant.now().toString());
    try {
      return Instant.parse(text).toEpochMilli();
    } catch (DateTimeParseException e) {
      settings.fault("now", "allowed is a time such as 2026-05-17T10:00:00Z");
      return 0;
    }
  }

  private static Path onlyConf(Path folder) {
    List<Path> confs = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.conf")) {
      found.forEach(confs::add);
    } catch (IOException e) {
      throw cannotRead(folder, e);
    }
    if (confs.size() != 1) {
      throw new CommandException(
          "'"
              + folder
              + "' has "
              + (confs.isEmpty() ? "no" : "more than one")
              + " .conf file; name the one that is meant in its "
              + PROPERTIES
              + ", such as 'conf = ../agent.conf'");
    }
    return confs.get(0);
  }

  private static CommandException cannotRead(Path path, Exception e) {
    return new CommandException("'" + path + "' cannot be read: " + ReadFault.reason(e));
  }

  /** The sink under test. */
  Part sink() {
    return sink;
  }

  /** What the clock shows all the time. */
  long nowMillis() {
    return nowMillis;
  }

  /** The lines, cut where time passes. */
  List<byte[]> batches() {
    Path path = folder.resolve(LINES);
    if (!Files.exists(path)) {
      throw new CommandException("there is no file '" + path + "' with the lines to be read");
    }
    try {
      return Batches.of(Files.readAllBytes(path));
    } catch (IOException e) {
      throw cannotRead(path, e);
    }
  }

  /** The JSON objects of a file; null if it is not there. */
  @Nullable
  List<JsonObject> expected(String file) {
    Path path = folder.resolve(file);
    if (!Files.exists(path)) {
      return null;
    }
    List<JsonObject> objects = new ArrayList<>();
    try {
      String text = new String(Files.readAllBytes(path), UTF_8);
      JsonStreamParser parser = new JsonStreamParser(text);
      while (!text.trim().isEmpty() && parser.hasNext()) { // it fails on an empty text
        JsonElement element = parser.next();
        if (!element.isJsonObject()) {
          throw new CommandException("'" + path + "' is to have one JSON object for each result");
        }
        objects.add(element.getAsJsonObject());
      }
      return objects;
    } catch (IOException | JsonParseException | NoSuchElementException e) {
      throw cannotRead(path, e);
    }
  }

  /** Writes what came as what is to be expected. */
  void record(String file, List<JsonObject> objects) {
    StringBuilder text = new StringBuilder();
    objects.forEach(object -> text.append(object).append('\n'));
    try {
      Files.write(folder.resolve(file), text.toString().getBytes(UTF_8));
    } catch (IOException e) {
      throw new CommandException("'" + folder.resolve(file) + "' cannot be written: " + e);
    }
  }
}
