package io.github.flumeaggregation.tool.validate;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tool.conf.Agent;
import io.github.flumeaggregation.tool.conf.Kind;
import io.github.flumeaggregation.tool.conf.Part;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.HashMap;
import java.util.Map;

/** No two parts keep their state in one place. */
final class SharedFoldersCheck implements Check {
  @Override
  public void check(Agent agent, Findings findings) {
    Map<Path, Part> owners = new HashMap<>();
    for (Kind kind : new Kind[] {Kind.SOURCE, Kind.CHANNEL, Kind.SINK}) {
      for (Part part : WiringCheck.listed(agent, kind)) {
        for (String key : StateFolders.keys(part)) {
          claim(owners, part, key, findings);
        }
      }
    }
  }

  private static void claim(Map<Path, Part> owners, Part part, String key, Findings findings) {
    for (String folder : StateFolders.paths(part, key)) {
      Path path = Paths.get(folder).toAbsolutePath().normalize();
      @Nullable Part owner = owners.putIfAbsent(path, part);
      if (owner != null && owner != part) {
        findings.error(
            part.line(key),
            part.fullKey(key)
                + (part.get(key) == null ? " (not set: '" : " = '")
                + folder
                + (part.get(key) == null ? "')" : "'")
                + ": "
                + owner.title()
                + " has the same; each needs one of its own");
      }
    }
  }
}
