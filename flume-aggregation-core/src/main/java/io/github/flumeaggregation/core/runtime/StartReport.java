package io.github.flumeaggregation.core.runtime;

import io.github.flumeaggregation.core.Nullable;

/**
 * What a part says when it starts: which version of the plugins runs, and whether the heap is large
 * enough.
 */
public final class StartReport {
  /**
   * The least heap, in bytes, with which an agent of ours is worth starting. Flume itself takes
   * some 25 MiB; a channel of 100,000 lines, and windows of some thousand groups, another 100. It
   * is well below the {@code -Xmx512m} that the documentation names, of which some collectors keep
   * a part for themselves.
   */
  public static final long LEAST_HEAP_BYTES = 192L << 20;

  private StartReport() {}

  /** The version of the plugins, as the jar's manifest has it; {@code "unknown"} without a jar. */
  public static String version() {
    String version = StartReport.class.getPackage().getImplementationVersion();
    return version == null ? "unknown" : version;
  }

  /** What is wrong with the heap of this JVM and how to mend it; null if it is large enough. */
  public static @Nullable String heapWarning() {
    return heapWarning(Runtime.getRuntime().maxMemory());
  }

  static @Nullable String heapWarning(long heapBytes) {
    if (heapBytes >= LEAST_HEAP_BYTES) {
      return null;
    }
    return "the heap of this agent is "
        + (heapBytes >> 20)
        + " MB, which is too small: give it at least "
        + (LEAST_HEAP_BYTES >> 20)
        + " MB, or threads end in OutOfMemoryError and the agent does nothing. bin/flume-ng takes"
        + " 20 MB and ignores JAVA_OPTS of the environment. Start it with 'bin/flume-ng agent"
        + " -Xmx512m -XX:+ExitOnOutOfMemoryError ...', or put 'export JAVA_OPTS=\"-Xmx512m"
        + " -XX:+ExitOnOutOfMemoryError\"' into conf/flume-env.sh";
  }
}
