package io.github.flumeaggregation.tail;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Files that share their headers: those of one TAILDIR file group, or of {@code paths}. */
final class FileGroup {
  private final List<PathPattern> patterns;
  private final Map<String, String> headers;

  FileGroup(List<PathPattern> patterns, Map<String, String> headers) {
    this.patterns = patterns;
    this.headers = Collections.unmodifiableMap(headers);
  }

  List<PathPattern> patterns() {
    return patterns;
  }

  /** Headers for every event of these files. */
  Map<String, String> headers() {
    return headers;
  }
}
