package io.github.flumeaggregation.window;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flume.ChannelException;
import org.apache.flume.Event;
import org.apache.flume.Transaction;
import org.apache.flume.channel.AbstractChannel;

/** A channel that gives what it is told to, and fails as it is told to. */
final class ScriptedChannel extends AbstractChannel {
  /** How transactions ended, in order. */
  final List<String> ends = new ArrayList<>();

  private final Supplier<Event> takes;
  private final Deque<ChannelException> commits = new ArrayDeque<>();

  ScriptedChannel(Supplier<Event> takes) {
    this.takes = takes;
    setName("scripted");
  }

  /** Gives these events, and then is empty. */
  static ScriptedChannel giving(Event... events) {
    Iterator<Event> left = Arrays.asList(events).iterator();
    return new ScriptedChannel(() -> left.hasNext() ? left.next() : null);
  }

  /** The next commit fails, and those after it do not. */
  ScriptedChannel failingToCommit(String message) {
    commits.add(new ChannelException(message));
    return this;
  }

  @Override
  public Event take() {
    return takes.get();
  }

  /** As a put ends that is interrupted. */
  @Override
  public void put(Event event) {
    throw new ChannelException("stopped", new InterruptedException());
  }

  @Override
  public Transaction getTransaction() {
    return new Transaction() {
      @Override
      public void begin() {}

      @Override
      public void commit() {
        ChannelException failure = commits.poll();
        if (failure != null) {
          throw failure;
        }
        ends.add("commit");
      }

      @Override
      public void rollback() {
        ends.add("rollback");
      }

      @Override
      public void close() {
        ends.add("close");
      }
    };
  }
}
