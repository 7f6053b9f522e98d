package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.record.Fields;
import io.github.flumeaggregation.core.record.Record;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Turns the bytes of one line (and the headers of its event) into the fields of a {@link Record}.
 *
 * <p>Use: resolve the fields that are wanted through {@link #fields()} first, then make a record
 * with {@link #newRecord()}, then parse any number of lines into it. A format may skip work for
 * fields that nobody resolved. A format is used by one thread at a time.
 */
public interface Format {
  /** The fields that lines of this format have; resolving a name may register it as wanted. */
  Fields fields();

  /** Whether a line that parses has an event time. */
  boolean givesTime();

  /**
   * How many values were no numbers where one was needed, by their fields' names, in alphabetical
   * order; without fields of which all were. Cost: that of making it.
   */
  SortedMap<String, Long> notNumbers();

  /**
   * What the lines so far have shown that whoever wrote the configuration should know, each once,
   * without anything that stood in a line. Empty at nearly no cost if there is nothing new.
   */
  List<String> takeRemarks();

  /**
   * Adds the names of the fields that a line which parses has, for people who look at it. Cost: a
   * second reading, and a string for each.
   */
  void addNames(byte[] bytes, int from, int to, Map<String, String> headers, Set<String> names);

  /**
   * Why a line that {@link #parse} refused is not of this format: what is expected at which column,
   * and what stands there; null if there is nothing to be said. Cost: a second reading, and a
   * string.
   *
   * @param into scratch, left without fields
   */
  @Nullable
  String explain(byte[] bytes, int from, int to, Map<String, String> headers, Record into);

  /**
   * Whether what a line says may depend on lines before it: then all must be parsed in their order.
   */
  boolean remembersLines();

  /**
   * Takes over what another format of the same settings has counted of lines that are of it, as if
   * this one had parsed them: how many there were, and {@link #notNumbers}. The other begins anew.
   */
  void takeCounts(Format other);

  /** Begins anew to count what {@link #takeCounts} takes. */
  void dropCounts();

  /** A record with room for every field resolved so far. */
  Record newRecord();

  /**
   * Parses one line, without its terminator.
   *
   * @param bytes holds the line; must stay unchanged as long as the record is used
   * @param from index of the first byte
   * @param to index after the last byte
   * @param headers the headers of the event that carried the line
   * @param into cleared, then filled
   * @return whether the line is of this format; if not, the record is left without fields. Never
   *     throws, whatever the bytes are; time is linear in their number.
   */
  boolean parse(byte[] bytes, int from, int to, Map<String, String> headers, Record into);
}
