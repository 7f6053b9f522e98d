package io.github.flumeaggregation.window.alert;

/** What is known of why no data come. */
public enum NoDataCause {
  PARSER_BROKEN("parser broken"),
  NOT_COUNTED("lines do not count"),
  NO_TRAFFIC("no traffic"),
  NO_FILES("no files"),
  BEHIND("behind"),
  SOURCE_SILENT("source silent"),
  UNKNOWN("unknown");

  private final String text;

  NoDataCause(String text) {
    this.text = text;
  }

  /** The cause of this {@link #name()}; UNKNOWN for one of another version. */
  static NoDataCause named(String name) {
    for (NoDataCause cause : values()) {
      if (cause.name().equals(name)) {
        return cause;
      }
    }
    return UNKNOWN;
  }

  /** As notifications show it. */
  @Override
  public String toString() {
    return text;
  }
}
