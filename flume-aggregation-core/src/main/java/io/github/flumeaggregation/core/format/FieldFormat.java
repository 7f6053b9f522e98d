package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.config.Settings;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.NotNumbers;
import io.github.flumeaggregation.core.record.Record;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A format made of its fields, what finds them in a line, and the one that holds the time. */
final class FieldFormat implements Format {
  private final FieldNames fields;
  private final FieldReader reader;
  private final @Nullable EventTimeField time;
  private final boolean readerGivesTime;
  private final NotNumbers notNumbers = new NotNumbers();
  private final List<String> remarks = new ArrayList<>();

  /** Null once it has seen enough. */
  private @Nullable UnseenFields unseen;

  private FieldFormat(
      FieldNames fields,
      FieldReader reader,
      @Nullable EventTimeField time,
      boolean readerGivesTime) {
    this.fields = fields;
    this.reader = reader;
    this.time = time;
    this.readerGivesTime = readerGivesTime;
    this.unseen = reader.takesAnyName() ? new UnseenFields(fields, reader) : null;
  }

  /** A format whose reader finds the time itself, if it is found at all. */
  static Format of(FieldNames fields, FieldReader reader, boolean givesTime) {
    return new FieldFormat(fields, reader, null, givesTime);
  }

  /** A format of which {@code settings} say which field holds the time. */
  static Format withTimeField(FieldNames fields, FieldReader reader, Settings settings) {
    return withTimeField(fields, reader, settings, "iso");
  }

  /** Likewise; {@code defaultPattern} says how the time is written unless the settings do. */
  static Format withTimeField(
      FieldNames fields, FieldReader reader, Settings settings, String defaultPattern) {
    @Nullable EventTimeField time = EventTimeField.read(settings, fields, defaultPattern);
    return new FieldFormat(fields, reader, time, settings.has("timeField"));
  }

  @Override
  public Fields fields() {
    return fields;
  }

  @Override
  public boolean givesTime() {
    return readerGivesTime || time != null;
  }

  @Override
  public Record newRecord() {
    return new Record(fields.size(), notNumbers);
  }

  @Override
  public boolean parse(byte[] bytes, int from, int to, Map<String, String> headers, Record into) {
    into.clear();
    boolean read = reader.read(bytes, from, to, headers, into);
    if (read && unseen != null && unseen.look(bytes, from, to, headers, into)) {
      remarks.addAll(unseen.remarks());
      unseen = null;
    }
    if (read && (time == null || time.setTime(into))) {
      return true;
    }
    into.clear();
    return false;
  }

  @Override
  public SortedMap<String, Long> notNumbers() {
    SortedMap<String, Long> byName = new TreeMap<>();
    for (int i = 0; i < fields.size(); i++) {
      if (notNumbers.of(i) > 0) {
        byName.put(fields.name(i), notNumbers.of(i));
      }
    }
    return byName;
  }

  @Override
  public List<String> takeRemarks() {
    for (int field = notNumbers.takeNew(); field >= 0; field = notNumbers.takeNew()) {
      remarks.add(
          "a number is needed of the field '"
              + fields.name(field)
              + "', and a line has something else there (a unit, a blank or a thousands separator,"
              + " say): it counts as missing. NotNumbers in the monitoring counts such values");
    }
    if (remarks.isEmpty()) {
      return Collections.emptyList();
    }
    List<String> taken = Collections.unmodifiableList(new ArrayList<>(remarks));
    remarks.clear();
    return taken;
  }
}
