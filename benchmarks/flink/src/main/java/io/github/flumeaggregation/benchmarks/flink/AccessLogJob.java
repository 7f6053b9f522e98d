package io.github.flumeaggregation.benchmarks.flink;

import java.time.Duration;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.file.src.FileSource;
import org.apache.flink.connector.file.src.reader.TextLineInputFormat;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/**
 * Counts an access log as {@code benchmarks/window-sink} has it: by status and method, in windows
 * of a minute and of five minutes every ten seconds, into files. Without checkpoints, which is the
 * fastest that Flink can be.
 */
public final class AccessLogJob {
  private AccessLogJob() {}

  /** Arguments: the log, and a folder for the rows. */
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment flink = StreamExecutionEnvironment.getExecutionEnvironment();
    flink.getConfig().enableObjectReuse();
    FileSource<String> log =
        FileSource.forRecordStreamFormat(new TextLineInputFormat(), new Path(args[0])).build();
    KeyedStream<Request, String> requests =
        flink
            .fromSource(log, WatermarkStrategy.noWatermarks(), "log")
            .setParallelism(1)
            .map(new Parsing())
            .setParallelism(1)
            .assignTimestampsAndWatermarks(
                WatermarkStrategy.<Request>forBoundedOutOfOrderness(Duration.ofSeconds(10))
                    .withTimestampAssigner((request, before) -> request.millis))
            .setParallelism(1)
            .keyBy(request -> request.group);
    rows(requests, TumblingEventTimeWindows.of(Duration.ofMinutes(1)))
        .union(
            rows(
                requests,
                SlidingEventTimeWindows.of(Duration.ofMinutes(5), Duration.ofSeconds(10))))
        .sinkTo(
            FileSink.forRowFormat(new Path(args[1]), new SimpleStringEncoder<String>()).build());
    JobExecutionResult result = flink.execute();
    System.out.println("ran " + result.getNetRuntime() + " ms");
  }

  private static DataStream<String> rows(
      KeyedStream<Request, String> requests, WindowAssigner<Object, TimeWindow> windows) {
    return requests.window(windows).aggregate(new Totals.Function(), new Row());
  }

  /** Lines into requests. */
  private static final class Parsing extends RichMapFunction<String, Request> {
    private static final long serialVersionUID = 1;
    private transient Request.Parser parser;

    @Override
    public Request map(String line) {
      if (parser == null) {
        parser = new Request.Parser();
      }
      return parser.parse(line);
    }
  }

  /** Puts window and group before the numbers. */
  private static final class Row extends ProcessWindowFunction<String, String, String, TimeWindow> {
    private static final long serialVersionUID = 1;

    @Override
    public void process(
        String group, Context context, Iterable<String> numbers, Collector<String> rows) {
      rows.collect(context.window().getStart() + "," + group + "," + numbers.iterator().next());
    }
  }
}
