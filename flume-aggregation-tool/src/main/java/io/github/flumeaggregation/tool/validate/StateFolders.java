package io.github.flumeaggregation.tool.validate;

import io.github.flumeaggregation.tool.conf.OurTypes;
import io.github.flumeaggregation.tool.conf.Part;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Where parts of an agent keep on the disk what they must not lose. */
final class StateFolders {
  private static final String FILE_CHANNEL = "file";

  private StateFolders() {}

  /** The keys of a part that name such places. */
  static List<String> keys(Part part) {
    String type = part.get("type", "");
    if (type.equals(OurTypes.WINDOW_SINK)) {
      return Collections.singletonList("stateDir");
    }
    if (type.equals(OurTypes.TAIL_SOURCE) || type.equalsIgnoreCase("taildir")) {
      return Collections.singletonList("positionFile");
    }
    return type.equalsIgnoreCase(FILE_CHANNEL)
        ? Arrays.asList("checkpointDir", "dataDirs")
        : Collections.emptyList();
  }

  /** The places that one of the {@link #keys} names, or that stand for it when it is not set. */
  static List<String> paths(Part part, String key) {
    String home = System.getProperty("user.home");
    String value = part.get(key, defaultPath(part, key));
    List<String> paths = Arrays.asList(value.split("\\s*,\\s*"));
    paths.replaceAll(path -> path.startsWith("~/") ? home + path.substring(1) : path);
    return paths;
  }

  private static String defaultPath(Part part, String key) {
    switch (key) {
      case "stateDir":
        return "~/.flume/window-sink/" + part.name();
      case "positionFile":
        return part.get("type", "").equals(OurTypes.TAIL_SOURCE)
            ? "~/.flume/tail-source/" + part.name() + ".json"
            : "~/.flume/taildir_position.json";
      case "checkpointDir":
        return "~/.flume/file-channel/checkpoint";
      default:
        return "~/.flume/file-channel/data";
    }
  }
}
