# For the scripts beside it: a stock agent with the plugin from the tarball, in a directory of its own
# that is gone at the end, and how to start, measure and stop it. Needs a build (mvn package).
lib=assembly/target/stock-agent/lib
tarball=$(ls assembly/target/flume-aggregation-*-plugins.tar.gz 2>/dev/null || true)
[[ -d $lib && -n $tarball ]] || { echo "run mvn package first" >&2; exit 1; }
dir=$(mktemp -d)
trap 'kill -9 "${agent:-}" 2>/dev/null || true; rm -rf "$dir"' EXIT
tar -xzf "$tarball" -C "$dir"
cp='' ; for jar in "$lib" "$dir"/plugins.d/*/lib; do cp="$cp:$jar/*"; done
class_path="$dir/conf:benchmarks/target/classes$cp"

describe_machine() {
  echo "$(nproc) cores, $(grep -m1 'model name' /proc/cpuinfo | cut -d: -f2- | xargs), $(java -version 2>&1 | head -1), load $(cut -d' ' -f1-3 /proc/loadavg)"
}

start_agent() { # conf text, JVM options
  mkdir -p "$dir/conf" "$dir/state"
  printf '%s\n' "$1" > "$dir/conf/a1.conf"
  cat > "$dir/conf/log4j2.xml" <<'XML'
<Configuration status="WARN"><Appenders><Console name="c"><PatternLayout pattern="%d %-5p %c{1}: %m%n"/></Console></Appenders><Loggers><Root level="INFO"><AppenderRef ref="c"/></Root></Loggers></Configuration>
XML
  rm -f "$dir/agent.log"
  java -Xmx1g "${@:2}" -cp "$class_path" org.apache.flume.node.Application -n a1 -f "$dir/conf/a1.conf" > "$dir/agent.log" 2>&1 &
  agent=$!
}

stop_agent() { kill -9 "$agent"; wait "$agent" 2>/dev/null || true; agent=''; rm -rf "$dir/state"; }

# Starts an agent and prints "lines nanoseconds cpuNanoseconds", as ThroughputMonitor does.
measure() { # conf text, counter, lines, JVM options
  local result
  start_agent "$1" -Dflume.monitoring.type=io.github.flumeaggregation.benchmarks.ThroughputMonitor \
    -Dbenchmark.counter="$2" -Dbenchmark.lines="$3" "${@:4}"
  until result=$(grep -s '^measured' "$dir/agent.log"); do
    kill -0 "$agent" 2>/dev/null || { cat "$dir/agent.log" >&2; exit 1; }
    sleep 0.1
  done
  echo "${result#measured }"
}
