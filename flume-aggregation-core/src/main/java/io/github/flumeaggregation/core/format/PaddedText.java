package io.github.flumeaggregation.core.format;

import io.github.flumeaggregation.core.Nullable;

/** Ways to write a time of which only one is the pattern's: what stands in the line is tried so. */
enum PaddedText {
  /** As it stands in the line. */
  AS_IS {
    @Override
    String of(String text) {
      return text;
    }
  },

  /** Without what pads a day: {@code May 7} for <code>May &#32;7</code>. */
  SINGLE_BLANKS {
    @Override
    @Nullable
    String of(String text) {
      return text.contains("  ") ? text.replaceAll(" +", " ") : null;
    }
  },

  /** With a zero for it: {@code May 07}. */
  ZEROS {
    @Override
    @Nullable
    String of(String text) {
      return text.contains("  ") ? text.replaceAll("  ([0-9])", " 0$1") : null;
    }
  },

  /** Without brackets around it. */
  WITHOUT_BRACKETS {
    @Override
    @Nullable
    String of(String text) {
      return text.startsWith("[") && text.endsWith("]")
          ? text.substring(1, text.length() - 1)
          : null;
    }
  };

  /** How {@code text} would be written then; null if that is no different. */
  abstract @Nullable String of(String text);
}
