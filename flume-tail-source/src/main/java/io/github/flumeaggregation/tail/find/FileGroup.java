package io.github.flumeaggregation.tail.find;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Files that share their headers: those of one TAILDIR file group, or of {@code paths}. */
public final class FileGroup {
  private final String key;
  private final List<PathPattern> patterns;
  private final Map<String, String> headers;

  /**
   * @param key what names the patterns in the configuration
   */
  public FileGroup(String key, List<PathPattern> patterns, Map<String, String> headers) {
    this.key = key;
    this.patterns = patterns;
    this.headers = Collections.unmodifiableMap(headers);
  }

  /** The key whose value the patterns are. */
  public String key() {
    return key;
  }

  public List<PathPattern> patterns() {
    return patterns;
  }

  /** Headers for every event of these files. */
  public Map<String, String> headers() {
    return headers;
  }
}
