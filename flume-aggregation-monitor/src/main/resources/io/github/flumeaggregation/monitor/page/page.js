// Asks the agent every two seconds, and shows what it says.
import { Model, counterOf, id, last } from './model.js';
import { Chart, LINES } from './chart.js';
import { GroupTable, element } from './table.js';
import { bytes, count, duration, moment, numberOf, parse, rate, time, visible } from './format.js';

const EVERY_MILLIS = 2000;
const PATIENCE_MILLIS = 10000;
const NEARLY_FULL_PERCENT = 80;
const MUCH_BEHIND_BYTES = 1 << 20;

const model = new Model();
const views = new Map();
const $ = (selector, within = document) => within.querySelector(selector);
let answeredMillis = Date.now();
let saidLast = '';

async function get(path, read) {
  const answer = await fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MILLIS) });
  if (!answer.ok) {
    throw new Error(`${path}: ${answer.status}`);
  }
  return read(await answer.text());
}

async function look() {
  try {
    model.takeStatus(await get('/api/v1/status', JSON.parse));
    showStatus();
    const page = await get(`/api/v1/windows?after=${model.after}`, parse);
    const changed = model.takeWindows(page);
    if (changed !== null) {
      changed.forEach(showAggregation);
      showWhichAggregations();
      model.shown(page);
    }
    answeredMillis = Date.now();
    found();
  } catch (failure) {
    lost(failure);
  }
}

async function lookAgain() {
  if (!document.hidden) {
    await look();
  }
  setTimeout(lookAgain, EVERY_MILLIS);
}

// --- Is it there? ---

function found() {
  document.body.classList.remove('stale');
  $('#lost').hidden = true;
  $('#seen').textContent = `Updated ${time(Date.now())}`;
}

function lost(failure) {
  console.info('no answer:', failure.message);
  document.body.classList.add('stale');
  const said = `No answer from the agent since ${time(answeredMillis)}. What is below is from then. Trying again every two seconds.`;
  if ($('#lost').hidden || $('#lost').textContent !== said) {
    $('#lost').textContent = said;
    $('#lost').hidden = false;
  }
  card('running', 'bad', 'No answer', 'The agent has ended, hangs, or cannot be reached.');
}

// --- At a glance ---

function card(name, state, big, sub) {
  const place = document.getElementById(name);
  place.className = `card ${state}`;
  $('.big', place).textContent = big;
  $('.sub', place).textContent = sub;
}

function showStatus() {
  showRunning();
  showBehind();
  showFiring();
  showBooks();
  speak();
  showFlow();
  showFiles();
  showUnparsed();
}

function showRunning() {
  const agent = model.status.agent;
  const heap = `heap ${Math.round((100 * agent.heapUsedBytes) / agent.heapMaxBytes)}% of ${bytes(agent.heapMaxBytes)}`;
  if (agent.notReady.length > 0) {
    card('running', 'bad', 'Not ready', agent.notReady.join('; '));
  } else if (agent.lateComponents > 0) {
    card('running', 'warn', 'Running', `${agent.lateComponents} of its parts did not answer at once; a disk may be slow`);
  } else {
    card('running', 'good', 'Running', `for ${duration(agent.nowMillis - agent.startMillis)}, ${heap}`);
  }
}

function showBehind() {
  const behind = model.behind;
  const now = behind.at(-1);
  const fill = Math.max(0, ...model.of('channel').map((channel) => channel.numbers.ChannelFillPercentage ?? 0));
  const rows = model.sum('sink', 'PendingRows');
  const ages = model.of('sink').map((sink) => sink.numbers.NewestLineAgeMillis).filter((age) => age > 0);
  const sub = [`fullest channel ${fill.toFixed(fill < 10 ? 1 : 0)}%`];
  if (ages.length > 0) {
    sub.push(`newest line ${duration(Math.max(...ages))} old`);
  }
  if (rows > 0) {
    sub.push(`${count(rows)} rows to be delivered`);
  }
  const growing = behind.length > 5 && now > Math.max(...behind.slice(-6, -1)) && now > behind.at(-6);
  const failing = model.status.files.some((file) => file.state === 'unreadable');
  if (fill >= NEARLY_FULL_PERCENT || failing || (growing && now > MUCH_BEHIND_BYTES)) {
    card('behind', 'warn', failing ? 'A file is unreadable' : now > 0 ? `${bytes(now)}` : 'A channel is full', sub.join(', '));
  } else if (now > 0) {
    card('behind', 'good', `${bytes(now)} to read`, sub.join(', '));
  } else {
    card('behind', 'good', 'Up to date', sub.join(', '));
  }
}

function showFiring() {
  const { alerts, alertsLeftOut } = model.status;
  const firing = Math.max(alerts.length + alertsLeftOut, model.sum('sink', 'AlertsFiring'));
  const names = [...new Set(alerts.map((alert) => alert.name))];
  card('firing', firing > 0 ? 'bad' : 'good', firing > 0 ? `${count(firing)} firing` : 'None fires', names.slice(0, 4).join(', '));
  $('#alerts').hidden = alerts.length === 0;
  replace($('#alerts ul'), alerts, alertItem);
}

function showBooks() {
  const books = model.books;
  $('#ledger').hidden = books.length === 0;
  if (books.length === 0) {
    card('books', '', 'None', 'no window sink runs');
    return;
  }
  const sum = (name) => books.reduce((all, sink) => all + sink[name], 0);
  const parts = [`${count(sum('LinesRead'))} lines`];
  [['LinesUnparsed', 'unparsed'], ['LinesFuture', 'ahead of the clock'], ['LinesDuplicate', 'duplicate']].forEach(([name, text]) => {
    if (sum(name) > 0) {
      parts.push(`${count(sum(name))} ${text}`);
    }
  });
  const balanced = books.every((sink) => sink.balanced);
  card('books', balanced ? 'good' : 'bad', balanced ? 'Balanced' : 'Not balanced', parts.join(', '));
  replace($('#ledger tbody'), books, (sink) => row([sink.sink], ['LinesRead', 'LinesCounted', 'LinesUnparsed', 'LinesDuplicate', 'LinesFuture'].map((name) => count(sink[name]))));
}

/** Tells a screen reader what has changed at a glance, and nothing else. */
function speak() {
  const said = ['running', 'behind', 'firing', 'books'].map((name) => document.getElementById(name).className + $('.big', document.getElementById(name)).textContent.replace(/[\d.,]+/g, '')).join();
  if (said !== saidLast) {
    $('#spoken').textContent = ['running', 'behind', 'firing', 'books'].map((name) => `${$('h2', document.getElementById(name)).textContent}: ${$('.big', document.getElementById(name)).textContent}`).join('. ');
    saidLast = said;
  }
}

// --- Parts ---

/** Makes the elements of a list anew only if what they show has changed. */
function replace(place, all, make) {
  const now = JSON.stringify(all);
  if (place.shows !== now) {
    place.shows = now;
    place.replaceChildren(...all.map(make));
  }
}

function row(names, numbers) {
  const made = element('tr');
  names.forEach((name) => {
    const cell = element('td');
    cell.append(name instanceof Node ? name : element('bdi', visible(name)));
    made.append(cell);
  });
  numbers.forEach((number) => made.append(element('td', number, 'n')));
  return made;
}

function alertItem(alert) {
  const item = element('li');
  const group = Object.entries(alert.group).map(([name, value]) => `${name} ${value}`).join(', ');
  const title = element('h3');
  title.append(element('bdi', visible(alert.name)));
  if (group) {
    title.append(' · ', element('bdi', visible(group)));
  }
  const { summary, value, samples, ...others } = alert.annotations;
  const shown = element('summary');
  shown.append(title, element('p', `since ${moment(alert.startsAtMillis, Date.now())}`));
  [summary, value].filter((text) => text).forEach((text) => shown.append(element('p', visible(text))));
  const details = element('details');
  details.append(shown);
  Object.entries({ sink: alert.sink, ...others }).forEach(([name, text]) => {
    const line = element('p', `${name}: `);
    line.append(element('bdi', visible(text)));
    details.append(line);
  });
  if (samples) {
    details.append(element('pre', samples.split('\n').map(visible).join('\n')));
  }
  item.append(details);
  return item;
}

function showFlow() {
  const stages = document.querySelectorAll('.stage ul');
  const first = [...model.of('source'), ...model.of('interceptor')];
  [first, model.of('channel'), model.of('sink')].forEach((components, i) => {
    stages[i].replaceChildren(...components.map(componentItem));
  });
}

function componentItem(component) {
  const item = element('li');
  const title = element('p', undefined, 'name');
  title.append(element('bdi', component.name));
  const rates = model.rates.get(id(component)) ?? [];
  const counter = counterOf(component);
  if (rates.length > 0) {
    title.append(element('span', `${rate(rates.at(-1))} ${counter === 'LinesRead' ? 'lines' : 'events'}/s`, 'rate'));
  }
  item.append(title, element('p', facts(component), 'facts'));
  const n = component.numbers;
  if (component.type === 'channel' && 'ChannelFillPercentage' in n) {
    const bar = element('progress', undefined, n.ChannelFillPercentage >= NEARLY_FULL_PERCENT ? 'full' : '');
    bar.max = 100;
    bar.value = n.ChannelFillPercentage;
    bar.setAttribute('aria-label', `Fill of channel ${component.name}`);
    item.append(bar);
  }
  if (rates.length > 2 && Math.max(...rates) > 0) {
    item.append(spark(rates));
  }
  return item;
}

function facts(component) {
  const n = component.numbers;
  const known = [];
  const say = (name, text) => {
    if (name in n) {
      known.push(text(n[name]));
    }
  };
  if (component.type === 'interceptor') {
    known.push('interceptor');
  }
  say('FilesTailed', (number) => `${count(number)} ${number === 1 ? 'file' : 'files'}`);
  say('BytesBehind', (number) => `${bytes(number)} behind`);
  say('ChannelSize', (number) => `${count(number)} events in it`);
  say('ChannelCapacity', (number) => `room for ${count(number)}`);
  say('Groups', (number) => `${count(number)} groups`);
  say('PendingRows', (number) => `${count(number)} rows waiting`);
  say('EventWriteFail', (number) => (number > 0 ? `${count(number)} failures` : ''));
  if (known.length === 0 && counterOf(component)) {
    known.push(`${count(n[counterOf(component)])} events`);
  }
  return known.filter((text) => text).join(', ');
}

function spark(rates) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'polyline');
  const most = Math.max(...rates);
  const points = rates.map((value, i) => `${(100 * i) / (rates.length - 1)},${28 - (25 * value) / most}`);
  const set = (on, attributes) => Object.entries(attributes).forEach(([name, value]) => on.setAttribute(name, value));
  set(svg, { viewBox: '0 0 100 30', preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  set(line, { points: points.join(' '), fill: 'none', stroke: 'currentColor', 'stroke-width': 1.6, 'vector-effect': 'non-scaling-stroke', 'stroke-linejoin': 'round' });
  svg.append(line);
  return svg;
}

function showFiles() {
  const { files, filesLeftOut } = model.status;
  $('#files').hidden = files.length === 0;
  const states = { end: ['good', 'read to its end'], behind: ['warn', 'behind'], closed: ['good', 'closed'], unreadable: ['bad', 'unreadable'] };
  replace($('#files tbody'), files, (file) => {
    const [state, text] = states[file.state] ?? ['', file.state];
    return row([file.path, file.source, element('span', text, `pill ${state}`)], [bytes(file.behindBytes), bytes(file.sizeBytes)]);
  });
  $('#files .more').textContent = filesLeftOut > 0 ? `${count(filesLeftOut)} more, which are not further behind` : '';
}

function showUnparsed() {
  const unparsed = model.status.unparsed;
  $('#unparsed').hidden = unparsed.length === 0;
  replace($('#unparsed ul'), unparsed, (line) => {
    const item = element('li');
    item.append(element('time', moment(line.atMillis, Date.now())), element('bdi', line.shape));
    return item;
  });
}

// --- Traffic ---

function showWhichAggregations() {
  views.forEach((view, key) => {
    if (!model.aggregations.has(key)) {
      view.place.remove();
      views.delete(key);
    }
  });
  $('#traffic .empty').hidden = views.size > 0;
}

function showAggregation(aggregation) {
  const view = views.get(aggregation.key) ?? newView(aggregation);
  const window = last(aggregation);
  const times = `${moment(window.startMillis, Date.now())} to ${time(window.endMillis)}`;
  view.when.textContent = `${times}, ${count(window.aggregated)} lines${window.late > 0 ? `, ${count(window.late)} late` : ''}`;
  offerColumns(view, aggregation, window);
  view.chart.draw(aggregation, Number(view.column.value));
  view.table.show(aggregation, window);
  view.aggregation = aggregation;
}

function offerColumns(view, aggregation, window) {
  if (view.shape === aggregation.shape) {
    return;
  }
  view.shape = aggregation.shape;
  const options = aggregation.columns
    .map((name, i) => [name, i])
    .filter(([, i]) => window.rows.some((row) => numberOf(row.values[i]) !== null));
  const all = aggregation.groupBy.length > 0 || options.length === 0 ? [['lines of all groups', LINES]] : [];
  view.column.replaceChildren(...[...options, ...all].map(([name, value]) => {
    const option = element('option', name);
    option.value = value;
    return option;
  }));
}

function newView(aggregation) {
  const place = element('article', undefined, aggregation.groupBy.length > 0 ? 'aggregation' : 'aggregation plain');
  const title = element('h3');
  title.append(element('bdi', aggregation.aggregation));
  const when = element('p', '', 'when');
  const column = element('select');
  const label = element('label', 'Show');
  label.append(column);
  const tools = element('div', undefined, 'tools');
  tools.append(label);
  const head = element('div', undefined, 'head');
  head.append(title, when, tools);
  const picture = element('div');
  const chart = element('div', undefined, 'chart');
  const legend = element('ul', undefined, 'legend');
  picture.append(chart, legend);
  const groups = element('div', undefined, 'groups');
  const body = element('div', undefined, 'body');
  body.append(picture, groups);
  place.append(head, body);
  $('.aggregations').append(place);
  const view = { place, when, column, chart: new Chart(chart, legend), table: new GroupTable(groups, aggregation.aggregation) };
  column.addEventListener('change', () => redraw(view));
  views.set(aggregation.key, view);
  return view;
}

const redraw = (view) => view.chart.draw(view.aggregation, Number(view.column.value));

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => views.forEach(redraw));
document.addEventListener('visibilitychange', () => document.hidden || look());
lookAgain();
