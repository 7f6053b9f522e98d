// What the agent has said so far, within bounds.

const WINDOWS = 120;
const EARLIER_ROWS = 20;
const RATES = 90;

const COUNTED_BY = {
  source: ['LinesRead', 'EventReceivedCount'],
  channel: ['EventTakeSuccessCount'],
  sink: ['LinesRead', 'EventDrainSuccessCount'],
  interceptor: ['LinesRead', 'EventsRead'],
};

/** Reads two pages of the agent's, again and again, and keeps what they say. */
export class Model {
  status = null;
  aggregations = new Map();
  rates = new Map();
  behind = [];
  #through = 0;
  #start = null;

  /** The query for the windows that are not known yet. */
  get after() {
    return this.#through;
  }

  takeStatus(status) {
    const before = this.status;
    const same = before !== null && before.agent.startMillis === status.agent.startMillis;
    this.status = status;
    const names = new Set(status.components.map(id));
    this.rates.forEach((rates, name) => names.has(name) || this.rates.delete(name));
    const earlier = new Map((same ? before.components : []).map((each) => [id(each), each]));
    const seconds = same ? (status.agent.nowMillis - before.agent.nowMillis) / 1000 : 0;
    for (const component of status.components) {
      this.#takeRate(component, earlier.get(id(component)), seconds);
    }
    this.behind = [...this.behind.slice(1 - RATES), this.sum('source', 'BytesBehind')];
  }

  #takeRate(component, before, seconds) {
    const counter = counterOf(component);
    const rates = this.rates.get(id(component)) ?? [];
    if (before && counter && seconds > 0) {
      const grown = component.numbers[counter] - before.numbers[counter];
      // A counter that fell began anew: Flume has loaded another configuration.
      this.rates.set(id(component), [...rates.slice(1 - RATES), Math.max(0, grown) / seconds]);
    }
  }

  /** Takes windows; answers the aggregations that changed, or null if all must be asked for. They come again until they are {@code shown}. */
  takeWindows(page) {
    if (this.#start !== page.startMillis) {
      // Another process, which counts its changes from 0: what it has not shown here comes next.
      const again = this.#start !== null && this.#through > 0;
      this.#start = page.startMillis;
      this.#through = 0;
      if (again) {
        return null;
      }
    }
    const shown = new Set(page.aggregations.map(key));
    // An agent that is starting shows nothing yet.
    if (shown.size > 0) {
      this.aggregations.forEach((_, name) => shown.has(name) || this.aggregations.delete(name));
    }
    return page.aggregations.filter((each) => each.windows.length > 0).map((each) => this.#take(each));
  }

  /** What an answer had has been shown. */
  shown(page) {
    if (this.#start === page.startMillis) {
      this.#through = page.through;
    }
  }

  #take(page) {
    const name = key(page);
    const known = this.aggregations.get(name);
    const shape = JSON.stringify([page.groupBy, page.columns]);
    const windows = known && known.shape === shape ? known.windows : new Map();
    page.windows.forEach((window) => windows.set(window.endMillis, window));
    const ends = [...windows.keys()].sort((a, b) => a - b);
    ends.slice(0, -WINDOWS).forEach((end) => windows.delete(end));
    ends.slice(-WINDOWS, -1).forEach((end) => shorten(windows.get(end)));
    const taken = { ...page, key: name, shape, windows, ends: ends.slice(-WINDOWS) };
    this.aggregations.set(name, taken);
    return taken;
  }

  of(type) {
    return this.status.components.filter((component) => component.type === type);
  }

  sum(type, number) {
    return this.of(type).reduce((sum, component) => sum + (component.numbers[number] ?? 0), 0);
  }

  /** The window sinks, which book every line. */
  get books() {
    return this.of('sink').filter((sink) => 'LinesUnparsed' in sink.numbers).map((sink) => {
      const n = sink.numbers;
      const all = n.LinesCounted + n.LinesUnparsed + n.LinesDuplicate + n.LinesFuture;
      return { sink: sink.name, ...n, balanced: all === n.LinesRead };
    });
  }
}

export const id = (component) => `${component.type} ${component.name}`;

export function counterOf(component) {
  return (COUNTED_BY[component.type] ?? []).find((name) => name in component.numbers);
}

const key = (aggregation) => `${aggregation.sink}\n${aggregation.aggregation}`;

export const last = (aggregation) => aggregation.windows.get(aggregation.ends.at(-1));

/** As the agent does, for the page may stay open for weeks. */
function shorten(window) {
  const more = window.rows.length - EARLIER_ROWS;
  if (more > 0) {
    window.rows = [...window.rows].sort((a, b) => rank(b) - rank(a)).slice(0, EARLIER_ROWS);
    window.rowsLeftOut += more;
  }
}

const rank = (row) => {
  const first = row.values.find((value) => typeof value === 'number' || typeof value?.number === 'number');
  return typeof first === 'number' ? first : first?.number ?? 0;
};
