# For the scripts beside it, after agent.sh: the log that they count, and the agents that count it.

# Prints $1 lines of 228 bytes in combined format, ten thousand to the second.
write_lines() {
  awk -v n="$1" 'BEGIN {
    srand(1)
    split("GET GET GET GET GET GET POST POST HEAD PUT", methods)
    split("200 200 200 200 200 200 304 404 302 500", statuses)
    for (i = 0; i < n; i++) {
      second = int(i / 10000)
      line = sprintf("192.0.2.%d - - [17/May/2026:%02d:%02d:%02d +0000] \"%s /blog/post-%d.html?page=2 HTTP/1.1\" %s %d \"http://www.example.com/\" \"Mozilla/5.0 (X11; Linux x86_64) ", int(rand() * 256), 10 + second / 3600, second / 60 % 60, second % 60, methods[1 + int(rand() * 10)], int(rand() * 2000), statuses[1 + int(rand() * 10)], int(rand() * 100000))
      printf "%s%s\"\n", line, substr("Gecko/20100101 Firefox/128.0 xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 1, 226 - length(line))
    }
  }'
}

source_conf() { # type, channel type, lines per event
  cat <<CONF
a1.channels = c1 c2
a1.sources = r1 rows
a1.sinks = k1 k2
a1.sources.r1.type = $1
a1.sources.r1.channels = c1
a1.sources.r1.batchSize = 1000
a1.sources.r1.filegroups = f
a1.sources.r1.filegroups.f = $dir/logs/.*[.]log
a1.sources.r1.positionFile = $dir/state/positions.json
a1.channels.c1.type = $2
a1.channels.c1.capacity = $([[ $3 == 1 ]] && echo 10000 || echo 2000)
a1.channels.c1.transactionCapacity = 1000
a1.sinks.k1.channel = c1
CONF
  [[ $2 == memory ]] || printf 'a1.channels.c1.%s\n' "checkpointDir = $dir/state/checkpoint" "dataDirs = $dir/state/data"
  [[ $3 == 1 ]] || printf 'a1.sources.r1.%s\n' "linesPerEvent = $3" "maxEventBytes = 64KiB"
}

windows_conf() { # channel type, lines per event
  source_conf io.github.flumeaggregation.tail.TailSource "$1" "$2"
  cat <<CONF
a1.sinks.k1.type = io.github.flumeaggregation.window.WindowSink
a1.sinks.k1.stateDir = $dir/state/windows
a1.sinks.k1.batchSize = $([[ $2 == 1 ]] && echo 1000 || echo 100)
a1.sinks.k1.format = combined
a1.sinks.k1.aggregations = minutes moving
a1.sinks.k1.aggregations.minutes.window = tumbling 1m
a1.sinks.k1.aggregations.minutes.groupBy = status, method
a1.sinks.k1.aggregations.minutes.compute = count, sum(bytes), avg(bytes), p99(bytes)
a1.sinks.k1.aggregations.moving.window = sliding 5m every 10s
a1.sinks.k1.aggregations.moving.groupBy = status, method
a1.sinks.k1.aggregations.moving.compute = count, sum(bytes), avg(bytes), p99(bytes)
a1.sources.rows.type = io.github.flumeaggregation.window.WindowResultSource
a1.sources.rows.sink = k1
a1.sources.rows.channels = c2
a1.channels.c2.type = memory
a1.channels.c2.capacity = 10000
a1.channels.c2.transactionCapacity = 1000
a1.sinks.k2.type = null
a1.sinks.k2.channel = c2
CONF
}

# The exact pipeline without a file channel: confirmed positions, large blocks, exactly-once files.
exact_conf() { # groups, threads, lines per event, bytes per event
  windows_conf memory "${3:-100000}" | sed -e "s/= 64KiB/= ${4:-256KiB}/" -e "s/status, method/$1/" \
    -e '/^a1[.]sources[.]rows/d; /^a1[.]channels[.]c2/d; /^a1[.]sinks[.]k2/d' \
    -e 's/= r1 rows/= r1/; s/= c1 c2/= c1/; s/= k1 k2/= k1/' \
    -e '/^a1[.]sources\|transactionCapacity/s/= 1000$/= 100/; s/capacity = 2000/capacity = 400/'
  printf 'a1.%s\n' "sources.r1.confirmedBy = k1" "sinks.k1.files.path = file://$dir/state/rows" \
    "sinks.k1.files.format = json" "sinks.k1.threads = $2"
}
