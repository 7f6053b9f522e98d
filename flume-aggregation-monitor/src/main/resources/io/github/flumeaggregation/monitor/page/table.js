// A table of groups that can be sorted and searched.
import { count, numberOf, shortText, valueText, visible } from './format.js';

const AT_ONCE = 50;

/** An element with text in it: nothing of the agent's is ever taken for HTML. */
export function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) {
    made.textContent = text;
  }
  if (className) {
    made.className = className;
  }
  return made;
}

export const groupText = (row) => (row.other ? '(other)' : row.group.map((value) => value || '(empty)').join(' · '));

export class GroupTable {
  #rows = [];
  #aggregation = null;
  #sortBy;
  #falling = true;
  #shown = AT_ONCE;
  #count = element('p', '', 'count');
  #input = element('input');
  #head = element('tr');
  #body = element('tbody');
  #more = element('button', '', 'show');

  /** Puts the table into {@code place}. */
  constructor(place, label) {
    this.#input.type = 'search';
    this.#input.addEventListener('input', () => this.#from(AT_ONCE));
    const find = element('label', 'Find');
    find.append(this.#input);
    const top = element('div', undefined, 'find');
    top.append(this.#count, find);
    const table = element('table');
    const head = element('thead');
    head.append(this.#head);
    table.append(head, this.#body);
    const scroll = element('div', undefined, 'scroll');
    scroll.tabIndex = 0;
    scroll.setAttribute('role', 'region');
    scroll.setAttribute('aria-label', `Groups of ${label}`);
    scroll.append(table);
    this.#more.type = 'button';
    this.#more.addEventListener('click', () => this.#from(this.#shown + 4 * AT_ONCE));
    place.append(top, scroll, this.#more);
  }

  show(aggregation, window) {
    if (this.#aggregation?.shape !== aggregation.shape) {
      this.#sortBy = aggregation.groupBy.length + Math.max(0, firstNumber(window));
      this.#headings(aggregation);
    }
    this.#aggregation = aggregation;
    this.#rows = window.rows;
    this.#leftOut = window.rowsLeftOut;
    this.#draw();
  }

  #leftOut = 0;

  #from(shown) {
    this.#shown = shown;
    this.#draw();
  }

  #headings(aggregation) {
    const names = [...aggregation.groupBy, ...aggregation.columns];
    this.#head.replaceChildren(...names.map((name, i) => {
      const cell = element('th', undefined, i < aggregation.groupBy.length ? '' : 'n');
      cell.scope = 'col';
      const button = element('button');
      button.type = 'button';
      button.append(element('bdi', name));
      button.addEventListener('click', () => this.#sort(i, aggregation.groupBy.length));
      cell.append(button);
      return cell;
    }));
  }

  #sort(column, fields) {
    this.#falling = this.#sortBy === column ? !this.#falling : column >= fields;
    this.#sortBy = column;
    this.#draw();
  }

  #draw() {
    const fields = this.#aggregation.groupBy.length;
    const wanted = this.#input.value.toLowerCase();
    const found = wanted === '' ? [...this.#rows] : this.#rows.filter((row) => groupText(row).toLowerCase().includes(wanted));
    const sign = this.#falling ? -1 : 1;
    found.sort((a, b) => compare(cell(a, this.#sortBy, fields), cell(b, this.#sortBy, fields), sign));
    [...this.#head.children].forEach((heading, i) => {
      const order = this.#falling ? 'descending' : 'ascending';
      heading.setAttribute('aria-sort', i === this.#sortBy ? order : 'none');
    });
    this.#body.replaceChildren(...found.slice(0, this.#shown).map(line));
    this.#more.hidden = found.length <= this.#shown;
    this.#more.textContent = `Show more of ${count(found.length)}`;
    const all = this.#rows.length + this.#leftOut;
    const groups = all === 1 ? '1 group' : `${count(all)} groups`;
    this.#count.textContent = wanted === '' ? groups : `${count(found.length)} of ${groups}`;
    if (this.#leftOut > 0) {
      this.#count.textContent += `, ${count(this.#leftOut)} not shown`;
    }
  }
}

function firstNumber(window) {
  return window.rows.length === 0 ? 0 : window.rows[0].values.findIndex((value) => numberOf(value) !== null);
}

const cell = (row, i, fields) => (i < fields ? row.group[i] : row.values[i - fields]);

/** Empty values are last, whichever way it is sorted. */
function compare(a, b, sign) {
  if (a === null || b === null) {
    return (a === null) - (b === null);
  }
  const [x, y] = [numberOf(a), numberOf(b)];
  return x !== null && y !== null ? sign * (x - y) : sign * String(a).localeCompare(String(b), 'en', { numeric: true });
}

/** All digits of a number that is shown with fewer are in its title. */
function valueCell(value) {
  const made = element('td', visible(shortText(value)), numberOf(value) === null && value !== null ? '' : 'n');
  if (numberOf(value) !== null && made.textContent !== valueText(value)) {
    made.title = valueText(value);
  }
  return made;
}

function line(row) {
  const made = element('tr');
  row.group.forEach((value) => {
    const name = element('td', undefined, row.other ? 'other' : '');
    name.append(element('bdi', row.other ? '(other)' : visible(value)));
    made.append(name);
  });
  row.values.forEach((value) => made.append(valueCell(value)));
  return made;
}
