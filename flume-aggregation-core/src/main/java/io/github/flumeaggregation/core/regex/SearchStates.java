package io.github.flumeaggregation.core.regex;

import io.github.flumeaggregation.core.Nullable;
import io.github.flumeaggregation.core.regex.Assertion.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The states of a search met so far, numbered from 1 on. */
final class SearchStates {
  /** What {@link #intern} answers if there is no room for one more. */
  static final int FULL = 0;

  /** The places of the nondeterministic machine, and the kind of character before. */
  private static final class State {
    final int[] places;
    final Side before;

    /** Whether the text may end here: unknown until the first does. */
    @Nullable Boolean endsWell;

    State(int[] places, Side before) {
      this.places = places;
      this.before = before;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof State
          && before == ((State) other).before
          && Arrays.equals(places, ((State) other).places);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(places);
    }
  }

  private final int limit;
  private final List<State> states = new ArrayList<>();
  private final Map<State, Integer> numbers = new HashMap<>();
  private int generation;

  SearchStates(int limit) {
    this.limit = limit;
  }

  /** The number of the state, which is new perhaps. */
  int intern(int[] places, Side before) {
    State state = new State(places, before);
    Integer known = numbers.get(state);
    if (known != null) {
      return known;
    }
    if (states.size() == limit) {
      return FULL;
    }
    states.add(state);
    numbers.put(state, states.size());
    return states.size();
  }

  /** Forgets all states. */
  void clear() {
    states.clear();
    numbers.clear();
    generation++;
  }

  /** Numbers are those of the same states as long as this is the same. */
  int generation() {
    return generation;
  }

  int[] places(int state) {
    return states.get(state - 1).places;
  }

  Side before(int state) {
    return states.get(state - 1).before;
  }

  /** Whether the pattern has occurred if the text ends in {@code state}. */
  boolean endsWell(int state, SearchStep step) {
    State found = states.get(state - 1);
    if (found.endsWell == null) {
      found.endsWell = step.close(found.places, found.before, Side.NOTHING);
    }
    return found.endsWell;
  }
}
