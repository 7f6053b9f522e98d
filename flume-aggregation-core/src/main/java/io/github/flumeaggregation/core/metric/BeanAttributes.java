package io.github.flumeaggregation.core.metric;

import io.github.flumeaggregation.core.Nullable;

/** The values of a {@link ReadOnlyBean} at one moment. */
public interface BeanAttributes {
  /** The value of an attribute; null if there is none of this name. */
  @Nullable
  Object value(String name);
}
