package io.github.flumeaggregation.tail.position;

import io.github.flumeaggregation.tail.file.FileKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * How large the files were at the start that begin at their end, as long as they have not been
 * identified: among thousands that takes a while, and what is written meanwhile is not skipped. It
 * is saved with the positions, so that a restart does not read the files from their beginning.
 */
public final class StartSizes {
  private final Map<FileKey, Long> sizes = new LinkedHashMap<>();

  public void put(FileKey key, long bytes) {
    sizes.put(key, bytes);
  }

  /** The size, which is then forgotten; 0 if the file of that key begins at its beginning. */
  public long take(FileKey key) {
    Long bytes = sizes.remove(key);
    return bytes == null ? 0 : bytes;
  }

  /** Forgets all but these. */
  public void retain(Set<FileKey> keys) {
    sizes.keySet().retainAll(keys);
  }

  Map<FileKey, Long> all() {
    return Collections.unmodifiableMap(sizes);
  }

  void clear() {
    sizes.clear();
  }
}
