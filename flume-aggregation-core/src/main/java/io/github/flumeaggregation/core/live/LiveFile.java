package io.github.flumeaggregation.core.live;

/** A file that a source reads. Immutable. */
public final class LiveFile {
  private final String path;
  private final long sizeBytes;
  private final long behindBytes;
  private final String state;

  /**
   * A file.
   *
   * @param sizeBytes of its content, as last looked at
   * @param behindBytes of its content, those that are in no event yet
   * @param state {@code end}, {@code behind}, {@code closed} or {@code unreadable}
   */
  public LiveFile(String path, long sizeBytes, long behindBytes, String state) {
    this.path = path;
    this.sizeBytes = sizeBytes;
    this.behindBytes = behindBytes;
    this.state = state;
  }

  public String path() {
    return path;
  }

  /** Size of its content as last looked at. */
  public long sizeBytes() {
    return sizeBytes;
  }

  /** Bytes of its content that are in no event yet. */
  public long behindBytes() {
    return behindBytes;
  }

  /** {@code end}, {@code behind}, {@code closed} or {@code unreadable}. */
  public String state() {
    return state;
  }
}
