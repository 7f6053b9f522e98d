package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.record.Slice;
import io.github.flumeaggregation.core.record.UnknownFieldException;
import java.util.Map;
import java.util.Set;

/**
 * Splits a field that holds a request line or a URI, as the access-log formats do by themselves:
 * {@code path} and so on, also called {@code uri.path} after the field.
 */
final class SplitField implements FieldReader {
  private final FieldReader reader;
  private final int field;
  private final Capture capture;

  private SplitField(FieldReader reader, int field, Capture capture) {
    this.reader = reader;
    this.field = field;
    this.capture = capture;
  }

  /** The part with the fields that {@code requestField} and {@code uriField} are split into. */
  static FormatPart part(FormatScope scope, FormatPart part) {
    return split(scope, "uriField", split(scope, "requestField", part));
  }

  private static FormatPart split(FormatScope scope, String key, FormatPart part) {
    String name = scope.settings.text(key, "");
    if (name.isEmpty()) {
      return part;
    }
    try {
      int field = part.fields.index(name);
      LineFields own = new LineFields(scope.numbers.scope());
      Capture capture = key.equals("uriField") ? uri(own, name) : request(own, name);
      own.fill((element, index) -> capture.want(index));
      FieldReader reader = new SplitField(part.reader, field, capture);
      return new FormatPart(JoinedFields.firstOf(own, part.fields), reader, part.givesTime);
    } catch (UnknownFieldException e) {
      scope.settings.fault(key, String.valueOf(e.getMessage()));
      return part;
    }
  }

  private static Capture uri(LineFields own, String name) {
    return new UriCapture(
        add(own, name, "host"),
        new TargetCapture(-1, add(own, name, "path"), add(own, name, "query"), false));
  }

  private static Capture request(LineFields own, String name) {
    TargetCapture target =
        new TargetCapture(-1, add(own, name, "path"), add(own, name, "query"), false);
    return new RequestCapture(
        -1, add(own, name, "method"), target, add(own, name, "protocol"), false);
  }

  private static int add(LineFields own, String field, String part) {
    int index = own.add(part, Fields.Type.TEXT, 0);
    own.alias(field + '.' + part, part);
    return index;
  }

  @Override
  public boolean read(byte[] bytes, int from, int to, Map<String, String> headers, Record into) {
    if (!reader.read(bytes, from, to, headers, into)) {
      return false;
    }
    @Nullable Slice text = into.text(field);
    if (text != null) {
      capture.store(text.array(), text.from(), text.to(), into);
    }
    return true;
  }

  @Override
  public @Nullable Mismatch explain(
      byte[] bytes, int from, int to, Map<String, String> headers, Record into) {
    return reader.explain(bytes, from, to, headers, into);
  }

  @Override
  public boolean takesAnyName() {
    return reader.takesAnyName();
  }

  @Override
  public boolean remembersLines() {
    return reader.remembersLines();
  }

  @Override
  public void addNames(
      byte[] bytes, int from, int to, Map<String, String> headers, Set<String> names) {
    reader.addNames(bytes, from, to, headers, names);
  }
}
