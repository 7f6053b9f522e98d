package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.record.Encoding;
import io.github.flumeaggregation.core.record.Fields;
import java.util.Objects;

/** Declares the fields that the variables of a pattern fill. */
final class Captures {
  private final LineFields fields;
  private final int element;
  private final boolean escaped;

  /** For the variable number {@code element}. */
  Captures(LineFields fields, int element, boolean escaped) {
    this.fields = fields;
    this.element = element;
    this.escaped = escaped;
  }

  /** What is done with the values of {@code variable}. */
  Capture of(LogVariable variable, boolean bestDuration, boolean eventTime) {
    boolean ownName = variable.isDuration() && !bestDuration;
    int field = declare(ownName ? variable.ownName : variable.name, variable);
    switch (variable.kind) {
      case STATUS:
      case WHOLE:
      case DECIMAL:
        return new Capture.Numeral(field, false);
      case USER:
        return new Capture.Trimmed(field, escaped);
      case HOST_PORT:
        return new Capture.HostAndPort(field, part("port", Fields.Type.NUMBER));
      case LIST:
        return variable.isSum() ? new Capture.Encoded(field, sums()) : text(field);
      case BYTES:
        return new Capture.Numeral(field, true);
      case MILLIS:
        return new Capture.Scaled(field, new Shifted(3));
      case MICROS:
        return new Capture.Scaled(field, new Shifted(6));
      case NANOS:
        return new Capture.Scaled(field, new Shifted(9));
      case REQUEST:
        return new RequestCapture(
            field,
            part("method", Fields.Type.TEXT),
            targetOf(-1),
            part("protocol", Fields.Type.TEXT),
            escaped);
      case TARGET:
        return targetOf(field);
      case QUERY:
        return new Capture.Query(field, escaped);
      case TIME:
        return eventTime
            ? new Capture.Timestamp(field, Objects.requireNonNull(variable.time))
            : text(field);
      default:
        return text(field);
    }
  }

  private Capture text(int field) {
    return escaped ? new Capture.Encoded(field, Encoding.ESCAPES) : new Capture.Plain(field);
  }

  private TargetCapture targetOf(int whole) {
    return new TargetCapture(
        whole, part("path", Fields.Type.TEXT), part("query", Fields.Type.TEXT), escaped);
  }

  private Encoding sums() {
    return escaped ? Encoding.ESCAPED_NUMBERS : Encoding.NUMBERS;
  }

  private int part(String name, Fields.Type type) {
    return fields.has(name) ? -1 : fields.add(name, type, element);
  }

  /** The index of the variable's field; -1 if even its own name is taken already. */
  private int declare(String name, LogVariable variable) {
    String free = fields.has(name) ? variable.ownName : name;
    return fields.has(free) ? -1 : fields.add(free, type(variable.kind), element);
  }

  private static Fields.Type type(LogVariable.Kind kind) {
    switch (kind) {
      case STATUS:
      case WHOLE:
      case BYTES:
      case DECIMAL:
      case MILLIS:
      case MICROS:
      case NANOS:
        return Fields.Type.NUMBER;
      case ANY:
      case LIST:
        return Fields.Type.ANY;
      default:
        return Fields.Type.TEXT;
    }
  }
}
