package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Record;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes the headers of the event for the fields of each of its lines, and looks at no line. A
 * header is turned into bytes only when its value is not that of the line before.
 */
final class HeaderReader implements FieldReader {
  private final List<Integer> indexes = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final List<String> values = new ArrayList<>();
  private final List<byte[]> texts = new ArrayList<>();

  /** The part; the settings say which header is the time. */
  static FormatPart part(FormatScope scope) {
    HeaderReader reader = new HeaderReader();
    return TimedReader.part(
        WantedFields.ofAnyName(scope.numbers, reader::want), reader, scope, "epochMillis");
  }

  private void want(String name, int index) {
    indexes.add(index);
    names.add(name);
    values.add("");
    texts.add(new byte[0]);
  }

  @Override
  public @Nullable Mismatch explain(
      byte[] bytes, int from, int to, Map<String, String> headers, Record into) {
    return null;
  }

  @Override
  public boolean takesAnyName() {
    return true;
  }

  @Override
  public void addNames(
      byte[] bytes, int from, int to, Map<String, String> headers, Set<String> names) {
    names.addAll(headers.keySet());
  }

  @Override
  public boolean read(byte[] bytes, int from, int to, Map<String, String> headers, Record into) {
    for (int i = 0; i < names.size(); i++) {
      @Nullable String value = headers.get(names.get(i));
      if (value != null) {
        if (!value.equals(values.get(i))) {
          values.set(i, value);
          texts.set(i, value.getBytes(StandardCharsets.UTF_8));
        }
        into.set(indexes.get(i), texts.get(i), 0, texts.get(i).length);
      }
    }
    return true;
  }
}
