package io.github.flumeaggregation.core.regex;

import io.github.flumeaggregation.core.Nullable;
import java.util.ArrayList;
import java.util.List;

/** A part of a parsed regular expression. */
final class Node {
  /** What a node is. */
  enum Kind {
    /** One character of a set. */
    SET,
    /** All parts one after the other; the empty text if there are none. */
    SEQUENCE,
    /** One of the parts, an earlier one rather than a later one. */
    CHOICE,
    /** The only part, from {@code min} to {@code max} times. */
    REPEAT,
    /** The only part, whose place is kept. */
    GROUP,
    /** Something that must be so at this place. */
    ASSERTION
  }

  /** For {@link #max}: no limit. */
  static final int UNLIMITED = -1;

  final Kind kind;
  final List<Node> parts = new ArrayList<>();

  /** Of a set. */
  @Nullable CharSet set;

  /** Of an assertion. */
  @Nullable Assertion assertion;

  /** Number of a group, counted from 1. */
  int group;

  /** Of a repetition. */
  int min;

  /** Of a repetition. */
  int max;

  /** Whether a repetition rather takes more than less. */
  boolean greedy = true;

  private Node(Kind kind) {
    this.kind = kind;
  }

  static Node of(Kind kind) {
    return new Node(kind);
  }

  static Node ofSet(CharSet set) {
    Node node = new Node(Kind.SET);
    node.set = set.freeze();
    return node;
  }

  static Node ofAssertion(Assertion assertion) {
    Node node = new Node(Kind.ASSERTION);
    node.assertion = assertion;
    return node;
  }

  Node with(Node part) {
    parts.add(part);
    return this;
  }
}
