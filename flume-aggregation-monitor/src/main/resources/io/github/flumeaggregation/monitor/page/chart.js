// An aggregation's last windows as a picture.
/* global uPlot */
import { last } from './model.js';
import { clock, count, numberOf, valueText, visible } from './format.js';
import { element, groupText } from './table.js';

const SERIES = 5;

/** What stands for the lines of whole windows, in place of a column. */
export const LINES = -1;

export class Chart {
  #plot = null;
  #place;
  #legend;

  constructor(place, legend) {
    this.#place = place;
    this.#legend = legend;
    new ResizeObserver(() => this.#plot?.setSize(this.#size())).observe(place);
  }

  /** Draws a column of an aggregation, or its lines. */
  draw(aggregation, column) {
    const series = column === LINES ? [lines(aggregation)] : largest(aggregation, column);
    const data = [aggregation.ends.map((end) => end / 1000), ...series.map((each) => each.values)];
    this.#plot?.destroy();
    this.#plot = new uPlot(this.#options(series), data, this.#place);
    this.#describe(aggregation, column, series);
  }

  #size() {
    return { width: Math.max(200, this.#place.clientWidth), height: 226 };
  }

  #options(series) {
    const style = getComputedStyle(document.documentElement);
    const color = (name) => style.getPropertyValue(name).trim();
    const axis = { stroke: color('--soft'), font: '12px system-ui, sans-serif', ticks: { show: false } };
    return {
      ...this.#size(),
      legend: { show: false },
      cursor: { y: false, points: { size: 7 } },
      padding: [10, 14, 0, 0],
      scales: { y: { range: (_, least, most) => [Math.min(0, least), most > 0 ? most * 1.08 : 1] } },
      axes: [
        { ...axis, size: 32, grid: { show: false }, space: 64, values: (_, all, i, j, step) => all.map((seconds) => clock(seconds * 1000, step)) },
        { ...axis, size: 62, grid: { stroke: color('--grid'), width: 1 }, values: (_, all) => all.map(short) },
      ],
      series: [
        {},
        ...series.map((_, i) => ({
          stroke: color(`--series-${i + 1}`),
          width: 2,
          fill: series.length === 1 ? color('--series-1') + '22' : undefined,
          spanGaps: false,
          points: { show: series[i].values.length < 40, size: 5, fill: color('--card') },
        })),
      ],
    };
  }

  #describe(aggregation, column, series) {
    const what = column === LINES ? 'lines' : aggregation.columns[column];
    const latest = series.map((each) => `${visible(each.name) || 'all'}: ${each.latest}`).join(', ');
    this.#place.setAttribute('role', 'img');
    this.#place.setAttribute(
      'aria-label',
      `Chart of ${what} in the last ${aggregation.ends.length} windows. In the last one, ${latest || 'nothing'}.`,
    );
    this.#legend.replaceChildren(...(series.length > 1 || series[0]?.name ? series.map(key) : []));
  }
}

function short(number) {
  const size = Math.abs(number);
  if (size >= 1e9) {
    return `${+(number / 1e9).toPrecision(3)} G`;
  }
  if (size >= 1e6) {
    return `${+(number / 1e6).toPrecision(3)} M`;
  }
  return size >= 1000 ? count(number) : String(+number.toPrecision(4));
}

function key(series, i) {
  const item = element('li');
  const mark = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  Object.entries({ width: 12, height: 12, viewBox: '0 0 12 12', 'aria-hidden': 'true', class: `key-${i + 1}` }).forEach(([name, value]) => mark.setAttribute(name, value));
  Object.entries({ y: 3, width: 12, height: 6, rx: 3, fill: 'currentColor' }).forEach(([name, value]) => line.setAttribute(name, value));
  mark.append(line);
  item.append(mark, element('bdi', visible(series.name)));
  return item;
}

function lines(aggregation) {
  const values = aggregation.ends.map((end) => aggregation.windows.get(end).aggregated);
  return { name: '', values, latest: count(values.at(-1) ?? 0) };
}

/** The groups that are largest in the last window; what stands for all others would dwarf them. */
function largest(aggregation, column) {
  const rows = last(aggregation).rows.filter((row) => !row.other);
  rows.sort((a, b) => (numberOf(b.values[column]) ?? -Infinity) - (numberOf(a.values[column]) ?? -Infinity));
  return rows.slice(0, SERIES).map((row) => {
    const name = groupKey(row);
    const values = aggregation.ends.map((end) => {
      const found = aggregation.windows.get(end).rows.find((each) => groupKey(each) === name);
      return found ? numberOf(found.values[column]) : null;
    });
    return { name: groupText(row), values, latest: valueText(row.values[column]) };
  });
}

const groupKey = (row) => JSON.stringify([row.group, row.other ?? false]);
