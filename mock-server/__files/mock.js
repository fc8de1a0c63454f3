// Everything that comes from a request is set as text, never as HTML: a customer's name may be a script.

const find = id => document.getElementById(id);
const business = '01940000-0000-7000-8000-000000000010';
const path = '/api/v1/customers';
const body = '{"name": "Acme Corp", "email": "billing@acme.com"}';

function element(tag, text, properties = {}) {
  const made = Object.assign(document.createElement(tag), properties);
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}

async function json(url, options) {
  const answer = await fetch(url, {signal: AbortSignal.timeout(10_000), ...options}).catch(() => {
    throw new Error('The mock does not answer; is it still running?');
  });
  const read = await answer.json().catch(() => null);
  if (!answer.ok || read === null) {
    throw new Error(read?.detail ?? `The mock cannot tell ${url}: it was answered ${answer.status}`);
  }
  return read;
}

/** Indented, unless reading it as JSON would change it: 1.0, a great number, a key given twice. */
function pretty(text) {
  try {
    const read = JSON.parse(text);
    const dense = text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, '$1');
    return JSON.stringify(read) === dense ? JSON.stringify(read, null, 2) : text;
  } catch {
    return text;
  }
}

const statusClass = status => `s${Math.floor(status / 100)}`;
const clock = time => new Date(time).toTimeString().slice(0, 8);
const message = (first, headers, text) => [
  first, ...headers.map(([name, value]) => `${name}: ${value}`), ...(text ? ['', pretty(text)] : [])].join('\n');

/** The clipboard is there on localhost and with https only, and may refuse; then the old way has to do. */
async function copy(text) {
  try {
    return await navigator.clipboard.writeText(text);
  } catch {
    copyByHand(text);
  }
}

function copyByHand(text) {
  const area = element('textarea', text, {className: 'unseen'});
  const focused = document.activeElement;
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  focused.focus();
  if (!copied) {
    throw new Error('The browser does not let this page copy');
  }
}

function copyButton(text, what) {
  const button = element('button', 'Copy', {type: 'button', ariaLabel: `Copy ${what}`});
  button.addEventListener('click', async () => {
    const said = await copy(text).then(() => 'Copied', () => 'Not copied');
    button.textContent = find('said').textContent = said;
    setTimeout(() => button.textContent = 'Copy', 1500);
    setTimeout(() => find('said').textContent = '', 1500);
  });
  return button;
}

// --- Create a customer

const curl = `curl -i ${location.origin}${path} \\
  -H 'Authorization: Bearer dz_your_token' \\
  -H 'x-business-id: ${business}' \\
  -H 'Content-Type: application/json' \\
  -d '${body}'`;
find('curl').textContent = curl;
find('start-buttons').prepend(copyButton(curl, 'the curl'));
find('send').addEventListener('click', async () => {
  try {
    const answer = await fetch(path, {
      method: 'POST',
      headers: {Authorization: 'Bearer dz_your_token', 'x-business-id': business, 'Content-Type': 'application/json'},
      body,
    });
    const headers = [...answer.headers].filter(([name]) => !/^(matched-stub|access-control|vary)/.test(name));
    find('sent').textContent = message(`${answer.status} ${answer.statusText}`, headers, await answer.text());
    find('said').textContent = `Answered ${answer.status}`;
  } catch {
    find('sent').textContent = find('said').textContent = 'No answer: the connection broke.';
  }
  find('sent').hidden = false;
  keepFresh();
});

// --- What the stubs and the contract know

function examplesOf(contract) {
  return Object.values(contract.paths)
    .flatMap(item => Object.values(item))
    .filter(operation => operation.responses)
    .flatMap(operation => Object.entries(operation.responses))
    .flatMap(([status, response]) =>
      Object.entries(response.content?.['application/json']?.examples ?? {})
        .map(([name, {summary, value}], index) => ({status, name, summary, value, first: index === 0})));
}

function row(...cells) {
  const made = element('tr');
  for (const cell of cells) {
    const td = element('td');
    td.append(cell);
    made.append(td);
  }
  return made;
}

function exampleRow({status, name, summary, value, first}) {
  const prefer = `Prefer: ${first ? `code=${status}` : `example=${name}`}`;
  const details = element('details');
  const head = element('summary');
  head.append(element('code', name), element('div', summary, {className: 'about'}));
  details.append(head, element('pre', JSON.stringify(value, null, 2)));
  const line = element('div', undefined, {className: 'line'});
  line.append(element('code', prefer), copyButton(prefer, prefer));
  return row(element('strong', status, {className: statusClass(status)}), details, line);
}

/** The rows of a stub; one of the user's may hold any part of it, and name what the contract lacks. */
function knownRows({tokens = {}, businesses = {}, values = {}} = {}, examples) {
  const answer = name => {
    const {status, value, summary} = examples.find(example => example.name === name) ?? {status: '', summary: name};
    return `${status} ${typeof value?.detail === 'string' ? value.detail : summary}`;
  };
  return [
    ...Object.entries(tokens).map(([token, name]) =>
      row('Authorization', element('code', `Bearer ${token}`), answer(name))),
    ...Object.entries(businesses).map(([id, name]) => row('x-business-id', element('code', id), answer(name))),
    ...Object.entries(values).flatMap(([field, {known = [], otherwise}]) => [
      ...known.map(value => row(field, element('code', value), 'accepted')),
      row(field, 'any other', answer(otherwise))]),
  ];
}

async function describe() {
  const [{mappings}, contract] = await Promise.all([json('/__admin/mappings'), json('/openapi.json')]);
  const examples = examplesOf(contract);
  find('examples').tBodies[0].replaceChildren(...examples.map(exampleRow));
  find('known').tBodies[0].replaceChildren(...mappings
    .filter(({response}) => response?.transformers?.includes('contract'))
    .flatMap(({response}) => knownRows(response.transformerParameters, examples)));
}

// --- Sessions and their last requests

const everySecond = 1000;
const selected = () => find('session').value || 'default';
const admin = (rest = '') => `/__admin/sessions/${encodeURIComponent(selected())}${rest}`;
let shownRequests = '';
let shownDefaults = '';

function entry(request) {
  const {answer, reasons} = request;
  const summary = element('summary');
  summary.append(
    element('time', clock(request.at), {dateTime: request.at}),
    element('strong', answer.fault ? 'broken off' : answer.status, {className: statusClass(answer.fault ? 500 : answer.status)}),
    element('span', request.method),
    element('span', request.url, {className: 'url'}));
  if (reasons.length) {
    summary.append(
      element('span', reasons.map(reason => reason.split('\n')[0]).join('; '), {className: 'reason'}));
  }
  const details = element('details');
  const part = (title, text) => details.append(element('h3', title), element('pre', text, {tabIndex: 0}));
  details.append(summary);
  reasons.filter(reason => reason.includes('\n')).forEach(reason => part('Reason', reason));
  request.near_misses.forEach(near => part('Near miss', near));
  part('Request', message(`${request.method} ${request.url}`, Object.entries(request.headers), request.body));
  part('Answer', answer.fault ? `Broken off: fault=${answer.fault}`
    : message(answer.status, Object.entries(answer.headers), answer.body));
  const item = element('li', undefined, {id: request.id});
  item.append(details);
  return item;
}

/** New requests are put first and forgotten ones removed, so that an open one stays open. */
function showRequests(requests) {
  const log = find('log');
  const kept = new Set(requests.map(request => request.id));
  [...log.children].filter(item => !kept.has(item.id)).forEach(item => item.remove());
  const known = new Set([...log.children].map(item => item.id));
  requests.filter(request => !known.has(request.id)).reverse().forEach(request => log.prepend(entry(request)));
}

/** The selected one stays, though the mock may have forgotten it: it may come again. */
function showSessions(sessions) {
  const select = find('session');
  const name = selected();
  const names = [...new Set(['default', name, ...sessions.map(session => session.name)])].sort();
  if (names.join() !== [...select.options].map(option => option.value).join()) {
    select.replaceChildren(...names.map(each => element('option', each, {value: each})));
    select.value = name;
  }
}

/** What is being typed is left alone until the session's defaults are others. */
function showDefaults(name, defaults) {
  const given = Object.entries(defaults).filter(([, value]) => value !== null)
    .map(([key, value]) => [key, ['code', 'delay'].includes(key) ? Number(value) : value]);
  const text = given.length ? JSON.stringify(Object.fromEntries(given)) : '';
  if (`${name} ${text}` !== shownDefaults) {
    shownDefaults = `${name} ${text}`;
    find('wish').value = text;
    find('refused').hidden = true;
  }
}

async function refresh() {
  const {sessions} = await json('/__admin/sessions');
  showSessions(sessions);
  const name = selected();
  const session = sessions.find(candidate => candidate.name === name);
  const {since = '', requests: count = 0, defaults = {}} = session ?? {};
  showDefaults(name, defaults);
  find('state').textContent = count
    ? `${count} ${count === 1 ? 'request' : 'requests'} since ${clock(since)}, the newest first`
    : 'No request yet';
  const now = `${name} ${since} ${count}`;
  if (now !== shownRequests) {
    const {requests} = count ? await json(admin('/requests')) : {requests: []};
    if (name === selected()) {
      showRequests(requests);
      shownRequests = now;
    }
  }
}

let described = false;
let timer;

async function describeOnce() {
  if (!described) {
    await describe();
    described = true;
  }
}

/** Once a second while somebody looks; a mock that was away is read anew, for it may be another. */
async function keepFresh() {
  clearTimeout(timer);
  if (document.hidden) {
    return;
  }
  const parts = await Promise.allSettled([refresh(), describeOnce()]);
  const failed = parts.filter(part => part.status === 'rejected');
  described = described && !failed.length;
  const trouble = [...new Set(failed.map(part => part.reason.message))].join('\n');
  if (find('trouble').textContent !== trouble) {
    find('trouble').textContent = trouble;
    find('trouble').hidden = !trouble;
  }
  clearTimeout(timer);
  timer = setTimeout(keepFresh, everySecond);
}

document.addEventListener('visibilitychange', keepFresh);
find('session').addEventListener('change', keepFresh);

/** Does it, and says below the form why it could not be done. */
async function change(url, options) {
  let refused = '';
  try {
    await json(url, options);
  } catch (error) {
    refused = error.message;
  }
  await keepFresh();
  find('refused').textContent = refused;
  find('refused').hidden = !refused;
}

find('reset').addEventListener('click', () => change(admin(), {method: 'DELETE'}));
find('defaults').addEventListener('submit', event => {
  event.preventDefault();
  change(admin('/defaults'), {method: 'PUT', body: find('wish').value.trim() || '{}'});
});
keepFresh();
