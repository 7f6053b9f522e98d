package io.github.flumeaggregation.tool.command;

/** A command cannot do what it was asked for; the message says why, and what would help. */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message for people. */
  public CommandException(String message) {
    super(message);
  }
}
