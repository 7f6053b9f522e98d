package io.github.flumeaggregation.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
  private static final List<String> KNOWN = Arrays.asList("status", "method", "batchSize", "path");

  @Test
  void swappedLetters_areForgiven() {
    assertThat(Suggestion.nearest("statsu", KNOWN)).isEqualTo("status");
  }

  @Test
  void otherCase_isForgiven() {
    assertThat(Suggestion.nearest("BATCHSIZE", KNOWN)).isEqualTo("batchSize");
  }

  @Test
  void nearestOfSeveral_isTaken() {
    assertThat(Suggestion.nearest("pathe", KNOWN)).isEqualTo("path");
  }

  @Test
  void farAway_getsNoSuggestion() {
    assertThat(Suggestion.nearest("quantile", KNOWN)).isNull();
    assertThat(Suggestion.didYouMean("quantile", KNOWN)).isEmpty();
  }

  @Test
  void suggestion_isAPhraseForTheEndOfAMessage() {
    assertThat(Suggestion.didYouMean("metod", KNOWN)).isEqualTo(" (did you mean 'method'?)");
  }
}
