package io.github.flumeaggregation.window.alert;

import io.github.flumeaggregation.core.encoding.ByteReader;
import io.github.flumeaggregation.core.encoding.ByteWriter;
import io.github.flumeaggregation.window.row.SinkBooks;

/** Why no data come, as far as it is known, and what that rests on. */
public final class Finding {
  private final NoDataCause cause;
  private final String detail;

  public Finding(NoDataCause cause, String detail) {
    this.cause = cause;
    this.detail = detail;
  }

  public NoDataCause cause() {
    return cause;
  }

  /** What it rests on, for people. */
  public String detail() {
    return detail;
  }

  /**
   * Why an aggregation has no data at all.
   *
   * @param lines what became of the lines since its last data
   * @param ofSource what the sources say of themselves
   */
  static Finding onAll(SinkBooks lines, Finding ofSource) {
    long come = lines.counted + lines.unparsed + lines.future;
    if (come == 0) {
      return ofSource;
    }
    if (lines.unparsed == come) {
      return new Finding(
          NoDataCause.PARSER_BROKEN, come + " lines have come, and none could be parsed");
    }
    return new Finding(
        NoDataCause.NOT_COUNTED,
        come
            + " lines have come; "
            + lines.unparsed
            + " could not be parsed, "
            + lines.future
            + " were too far ahead of the clock, and the others were kept out by where or too late");
  }

  /** Why one group has no data while others have; parameters as for {@link #onAll}. */
  static Finding onGroup(SinkBooks lines, Finding ofSource) {
    if (lines.unparsed > 0) {
      return new Finding(
          NoDataCause.UNKNOWN,
          "other groups have lines; of "
              + lines.unparsed
              + " that could not be parsed, some may be"
              + " of this group");
    }
    return new Finding(ofSource.cause, "other groups have lines; " + ofSource.detail);
  }

  public void encode(ByteWriter out) {
    out.writeString(cause.name()).writeString(detail);
  }

  public static Finding decode(ByteReader in) {
    return new Finding(NoDataCause.named(in.readString()), in.readString());
  }
}
