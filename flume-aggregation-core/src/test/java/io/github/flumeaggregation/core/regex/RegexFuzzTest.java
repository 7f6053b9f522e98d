package io.github.flumeaggregation.core.regex;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;

/**
 * Whatever pattern and text are: both machines find the same, and nothing but a fault is thrown.
 */
@Tag("search")
class RegexFuzzTest {
  @FuzzTest(maxDuration = "20s")
  void bothMachines_agree(FuzzedDataProvider data) {
    String pattern = data.consumeString(60);
    byte[] text = data.consumeRemainingAsBytes();
    Regex regex;
    try {
      regex = Regex.compile(pattern);
    } catch (RegexException e) {
      return;
    }
    boolean found = regex.search().find(text, 0, text.length);
    if (regex.captures().find(text, 0, text.length) != found) {
      throw new AssertionError("the machines disagree on " + pattern);
    }
  }
}
