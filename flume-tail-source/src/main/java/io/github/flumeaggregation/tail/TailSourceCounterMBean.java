package io.github.flumeaggregation.tail;

import org.apache.flume.instrumentation.SourceCounterMBean;

/** What a {@link TailSource} shows beyond the numbers of every Flume source. */
public interface TailSourceCounterMBean extends SourceCounterMBean {
  /** Files that the patterns lead to, and those that are still read to their end. */
  long getFilesTailed();

  /** Files open now. */
  long getFilesOpen();

  /** Bytes read since the start. */
  long getBytesRead();

  /** Lines read since the start. */
  long getLinesRead();

  /** Bytes that are in the files and not in any event yet, as last looked at. */
  long getBytesBehind();

  /** Renames followed. */
  long getRotations();

  /** Files found truncated or replaced. */
  long getTruncations();

  /** Files truncated, replaced or gone, so that it cannot be proved that nothing was lost. */
  long getPossibleLosses();

  /** Decisions about who a file is that rest on less than proof; each is in the log. */
  long getDoubtfulIdentities();

  /** Lines longer than maxLineBytes, and multi-line records that were cut. */
  long getOversizedLines();

  /** Failed attempts to open or read a file. */
  long getReadErrors();

  /** Attempts that the channel refused. */
  long getChannelRetries();

  /** Failed attempts to save the positions. */
  long getPositionSaveErrors();
}
