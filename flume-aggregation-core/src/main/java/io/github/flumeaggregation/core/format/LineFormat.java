package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.Record;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A format whose lines are literals and fields in turn, such as access logs. */
final class LineFormat implements Format {
  private final LineFields fields;
  private final LinePattern pattern;

  private LineFormat(LineFields fields, LinePattern pattern) {
    this.fields = fields;
    this.pattern = pattern;
  }

  @Override
  public Fields fields() {
    return fields;
  }

  @Override
  public Record newRecord() {
    return new Record(fields.size());
  }

  @Override
  public boolean parse(byte[] bytes, int from, int to, Map<String, String> headers, Record into) {
    into.clear();
    if (pattern.parse(bytes, from, to, into)) {
      return true;
    }
    into.clear();
    return false;
  }

  /** Puts a format together, in the order of the line. */
  static final class Builder {
    private final LineFields fields = new LineFields();
    private final List<Element> elements = new ArrayList<>();
    private byte[] before = {};
    private boolean required = true;

    /** What comes after this may be cut off or malformed: it is missing then. */
    Builder optionalFromHere() {
      required = false;
      return this;
    }

    /** The bytes that stand here in every line. */
    Builder literal(String text) {
      before = text.getBytes(StandardCharsets.UTF_8);
      return this;
    }

    /** A field that ends where the next literal begins. */
    Builder field(String name, Fields.Type type) {
      return add(Element.Extent.UNTIL_LITERAL, new Capture.Text(declare(name, type)));
    }

    /** A text that ends where the next literal begins and may hold escapes. */
    Builder quoted(String name) {
      return add(Element.Extent.QUOTED, new Capture.Text(declare(name, Fields.Type.TEXT)));
    }

    /** A quoted request line, and its parts. */
    Builder request(String name) {
      int request = declare(name, Fields.Type.TEXT);
      declare("method", Fields.Type.TEXT);
      declare("path", Fields.Type.TEXT);
      declare("query", Fields.Type.TEXT);
      declare("protocol", Fields.Type.TEXT);
      return add(Element.Extent.QUOTED, new RequestCapture(request));
    }

    /** A number of digits only, or a hyphen. */
    Builder whole(String name, boolean hyphenIsZero) {
      int field = declare(name, Fields.Type.NUMBER);
      return add(Element.Extent.WHOLE_NUMBER, new Capture.Numeral(field, hyphenIsZero));
    }

    /** The event time in common log format, without its brackets. */
    Builder clfTime(String name) {
      int field = declare(name, Fields.Type.TEXT);
      return add(Element.Extent.CLF_TIME, new Capture.ClfTimestamp(field));
    }

    private int declare(String name, Fields.Type type) {
      return fields.add(name, type, elements.size());
    }

    private Builder add(Element.Extent extent, Capture capture) {
      elements.add(new Element(before, extent, capture, required));
      before = new byte[0];
      return this;
    }

    Format build() {
      LinePattern pattern = new LinePattern(elements.toArray(new Element[0]), before);
      fields.fill(pattern);
      return new LineFormat(fields, pattern);
    }
  }
}
