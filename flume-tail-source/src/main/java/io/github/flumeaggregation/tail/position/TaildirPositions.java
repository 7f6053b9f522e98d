package io.github.flumeaggregation.tail.position;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.tail.file.FileStat;
import io.github.flumeaggregation.tail.file.Fingerprint;
import io.github.flumeaggregation.tail.file.PlainHandle;
import io.github.flumeaggregation.tail.find.PathPattern;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a position file of TAILDIR into ours: {@code [{"inode":1,"pos":2,"file":"/a.log"},…]}.
 *
 * <p>TAILDIR knows a file by its inode alone. Each is looked for at its path and then beside it,
 * and fingerprinted as it is now; one that is not found, or is shorter than its position, is left
 * out with a log line and will be read from its beginning if a pattern leads to it.
 */
public final class TaildirPositions {
  private static final Logger LOG = LoggerFactory.getLogger(TaildirPositions.class);

  private final String host;

  public TaildirPositions(String host) {
    this.host = host;
  }

  /** Whether the text is TAILDIR's rather than ours. */
  static boolean isTaildir(String text) {
    return text.trim().startsWith("[");
  }

  /**
   * The files that are still there, at the positions of the text.
   *
   * @throws IllegalArgumentException if the text is not complete
   */
  List<Incarnation> convert(String text) throws IOException {
    List<Incarnation> files = new ArrayList<>();
    try {
      for (JsonElement element : new Gson().fromJson(text, JsonElement.class).getAsJsonArray()) {
        JsonObject entry = element.getAsJsonObject();
        Path path = Paths.get(entry.get("file").getAsString());
        Incarnation file =
            carryOver(path, entry.get("inode").getAsLong(), entry.get("pos").getAsLong());
        if (file == null) {
          LOG.warn("{} is not there any more as TAILDIR knew it; its position is left out", path);
        } else {
          LOG.info("{} goes on at byte {}, where TAILDIR left it", file.path(), file.offset());
          files.add(file);
        }
      }
    } catch (JsonParseException | IllegalStateException | NullPointerException e) {
      throw new IllegalArgumentException("it is not the JSON of a TAILDIR position file", e);
    }
    return files;
  }

  private @Nullable Incarnation carryOver(Path path, long inode, long position) throws IOException {
    if (hasInode(path, inode)) {
      return read(path, position);
    }
    Path directory = path.getParent();
    if (directory != null) {
      for (Path entry : PathPattern.list(directory)) {
        if (hasInode(entry, inode)) {
          return read(entry, position);
        }
      }
    }
    return null;
  }

  private static boolean hasInode(Path path, long inode) throws IOException {
    FileStat stat = FileStat.of(path);
    return stat != null && stat.isRegular() && stat.key().inode() == inode;
  }

  private @Nullable Incarnation read(Path path, long position) throws IOException {
    FileStat stat = FileStat.of(path);
    if (stat == null) {
      return null;
    }
    try (PlainHandle handle = PlainHandle.open(path, stat.key())) {
      if (handle == null || handle.size() == 0 || handle.size() < position) {
        return null;
      }
      Incarnation file =
          new Incarnation(
              Incarnation.newId(host, stat.key()), stat.key(), path, Fingerprint.ofHead(handle));
      file.delivered(position);
      if (position > 0) {
        file.evidence().checkedBy(Fingerprint.before(position, handle));
      }
      file.seenAt(System.currentTimeMillis());
      return file;
    }
  }
}
