package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.expression.Definitions;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.NotNumbers;
import io.github.flumeaggregation.core.record.Record;
import io.github.flumeaggregation.core.table.Tables;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A format made of its fields and of what finds them in a line. */
final class FieldFormat implements Format {
  private final FieldNumbers numbers;
  private final FormatPart part;
  private final DerivedFields derived;
  private final Definitions fields;
  private final Set<String> defined;
  private final FieldReader reader;
  private final boolean decimalComma;
  private final UnparsedLines unparsedLines;

  /** Null if no time of the format needs it. */
  private final @Nullable ReadTime readTime;

  private final NotNumbers notNumbers = new NotNumbers();
  private final List<String> remarks = new ArrayList<>();

  /** Null once it has seen enough. */
  private @Nullable UnseenFields unseen;

  /**
   * @param definitions expressions by the names that they have as fields
   * @param tables in which expressions look values up
   */
  FieldFormat(
      FormatScope scope,
      FormatPart part,
      Map<String, String> definitions,
      Tables tables,
      UnparsedLines unparsedLines) {
    this.numbers = scope.numbers;
    this.readTime = scope.readTime.isUsed() ? scope.readTime : null;
    this.decimalComma = scope.settings.oneOf("decimal", "point", "point", "comma").equals("comma");
    this.part = part;
    this.derived = new DerivedFields(part.fields, numbers);
    this.fields = new Definitions(definitions, derived, tables);
    this.defined = new TreeSet<>(definitions.keySet());
    this.reader = part.reader;
    this.unparsedLines = unparsedLines;
    this.unseen = reader.takesAnyName() ? new UnseenFields(numbers, part) : null;
  }

  /** What is wrong with the definitions, by their names. */
  Map<String, String> faults() {
    Map<String, String> faults = new TreeMap<>(fields.faults());
    for (String name : part.fields.names()) {
      if (defined.contains(name)) {
        faults.put(name, "lines have a field of this name; take another one");
      }
    }
    return faults;
  }

  @Override
  public Fields fields() {
    return fields;
  }

  @Override
  public boolean givesTime() {
    return part.givesTime;
  }

  @Override
  public boolean remembersLines() {
    return reader.remembersLines();
  }

  @Override
  public void takeCounts(Format other) {
    FieldFormat from = (FieldFormat) other;
    unparsedLines.addParsed(from.unparsedLines);
    notNumbers.add(from.notNumbers);
    other.dropCounts();
  }

  @Override
  public void dropCounts() {
    unparsedLines.dropParsed();
    notNumbers.drop();
  }

  @Override
  public Record newRecord() {
    return new Record(numbers.size(), notNumbers, decimalComma, derived.derivations());
  }

  @Override
  public boolean parse(byte[] bytes, int from, int to, Map<String, String> headers, Record into) {
    into.clear();
    if (readTime != null) {
      readTime.setHeaders(headers);
    }
    int start = start(bytes, from, to);
    boolean read = reader.read(bytes, start, to, headers, into);
    if (!read || (part.givesTime && !into.hasTime())) {
      into.clear();
      notRead(bytes, start, to, headers, into);
      return false;
    }
    unparsedLines.countParsed();
    if (unseen != null && unseen.look(bytes, start, to, headers, into)) {
      remarks.addAll(unseen.remarks());
      unseen = null;
    }
    return true;
  }

  /** After what may stand before a line and is none of it. */
  private static int start(byte[] bytes, int from, int to) {
    return from < to && bytes[from] <= 0 ? LineStart.of(bytes, from, to) : from;
  }

  private void notRead(byte[] bytes, int from, int to, Map<String, String> headers, Record into) {
    if (unparsedLines.count(bytes, from, to)) {
      String remark = unparsedLines.remark(reader.explain(bytes, from, to, headers, into));
      if (remark != null) {
        remarks.add(remark);
      }
      into.clear();
    }
  }

  @Override
  public void addNames(
      byte[] bytes, int from, int to, Map<String, String> headers, Set<String> names) {
    names.addAll(part.fields.names());
    reader.addNames(bytes, start(bytes, from, to), to, headers, names);
    names.addAll(defined);
  }

  @Override
  public @Nullable String explain(
      byte[] bytes, int from, int to, Map<String, String> headers, Record into) {
    into.clear();
    @Nullable Mismatch reason = reader.explain(bytes, start(bytes, from, to), to, headers, into);
    into.clear();
    return reason == null ? null : unparsedLines.place(reason);
  }

  @Override
  public SortedMap<String, Long> notNumbers() {
    SortedMap<String, Long> byName = new TreeMap<>();
    for (int i = 0; i < numbers.size(); i++) {
      if (notNumbers.of(i) > 0) {
        byName.merge(numbers.name(i), notNumbers.of(i), Long::sum);
      }
    }
    return byName;
  }

  @Override
  public List<String> takeRemarks() {
    for (int field = notNumbers.takeNew(); field >= 0; field = notNumbers.takeNew()) {
      remarks.add(
          "a number is needed of the field '"
              + numbers.name(field)
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
