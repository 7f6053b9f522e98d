package io.github.flumeaggregation.window.row;

import io.github.flumeaggregation.core.Nullable;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The headers of a row as a map of its own, which its owner may change. Until somebody changes it
 * or goes through it, it is but a reference to the row.
 */
final class RowHeaders extends AbstractMap<String, String> {
  private final OutboxRow row;
  private @Nullable Map<String, String> own;

  RowHeaders(OutboxRow row) {
    this.row = row;
  }

  private Map<String, String> own() {
    Map<String, String> made = own;
    if (made == null) {
      made = new HashMap<>();
      row.addHeaders(made);
      own = made;
    }
    return made;
  }

  @Override
  public @Nullable String get(Object name) {
    return own == null ? row.header(name) : own.get(name);
  }

  @Override
  public boolean containsKey(Object name) {
    return get(name) != null || (own != null && own.containsKey(name));
  }

  @Override
  public int size() {
    return own == null ? row.headerCount() : own.size();
  }

  @Override
  public @Nullable String put(String name, String value) {
    return own().put(name, value);
  }

  @Override
  public @Nullable String remove(Object name) {
    return own().remove(name);
  }

  @Override
  public void clear() {
    own().clear();
  }

  @Override
  public Set<Map.Entry<String, String>> entrySet() {
    return own().entrySet();
  }
}
