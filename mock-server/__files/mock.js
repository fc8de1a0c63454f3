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
  const answer = await fetch(url, options);
  const read = await answer.json();
  if (!answer.ok) {
    throw new Error(read.detail ?? `${answer.status} for ${url}`);
  }
  return read;
}

function pretty(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

const statusClass = status => `s${Math.floor(status / 100)}`;

// --- Create a customer

const curl = `curl -i ${location.origin}${path} \\
  -H 'Authorization: Bearer dz_your_token' \\
  -H 'x-business-id: ${business}' \\
  -H 'Content-Type: application/json' \\
  -d '${body}'`;
find('curl').textContent = curl;
find('copy-curl').addEventListener('click', () => navigator.clipboard.writeText(curl));
find('send').addEventListener('click', async () => {
  const answer = await fetch(path, {
    method: 'POST',
    headers: {Authorization: 'Bearer dz_your_token', 'x-business-id': business, 'Content-Type': 'application/json'},
    body,
  });
  const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
  find('sent').textContent = `${answer.status}\n${headers}\n\n${pretty(await answer.text())}`;
  find('sent').hidden = false;
});

// --- What the stubs and the contract know

function examplesOf(contract) {
  return Object.values(contract.paths)
    .flatMap(item => Object.values(item))
    .filter(operation => operation.responses)
    .flatMap(operation => Object.entries(operation.responses))
    .flatMap(([status, response]) =>
      Object.entries(response.content?.['application/json']?.examples ?? {})
        .map(([name, example]) => ({status, name, summary: example.summary, value: example.value})));
}

function addRow(table, ...cells) {
  const row = element('tr');
  for (const cell of cells) {
    const made = element('td');
    made.append(cell);
    row.append(made);
  }
  table.tBodies[0].append(row);
}

function showExamples(examples) {
  for (const {status, name, summary, value} of examples) {
    const first = examples.find(other => other.status === status).name === name;
    const shown = element('details');
    shown.append(element('summary', summary), element('pre', JSON.stringify(value, null, 2)));
    addRow(
      find('examples'),
      element('strong', status, {className: statusClass(status)}),
      element('code', `Prefer: ${first ? `code=${status}` : `example=${name}`}`),
      shown);
  }
}

function showKnown(stubs, examples) {
  const answer = name => {
    const {status, value} = examples.find(example => example.name === name);
    return `${status} ${value.detail}`;
  };
  for (const {response} of stubs.filter(stub => stub.response.transformers?.includes('contract'))) {
    const {tokens = {}, businesses = {}, values = {}} = response.transformerParameters;
    for (const [token, name] of Object.entries(tokens)) {
      addRow(find('known'), 'Authorization', element('code', `Bearer ${token}`), answer(name));
    }
    for (const [id, name] of Object.entries(businesses)) {
      addRow(find('known'), 'x-business-id', element('code', id), answer(name));
    }
    for (const [field, {known, otherwise}] of Object.entries(values)) {
      known.forEach(value => addRow(find('known'), field, element('code', value), 'exists'));
      addRow(find('known'), field, 'any other', answer(otherwise));
    }
  }
}

const [{mappings}, contract] = await Promise.all([json('/__admin/mappings'), json('/openapi.json')]);
showExamples(examplesOf(contract));
showKnown(mappings, examplesOf(contract));

// --- Sessions and their last requests

const everySecond = 1000;
let shown = {};

function entry(request) {
  const item = element('li', undefined, {id: request.id});
  const details = element('details');
  const summary = element('summary');
  const {answer} = request;
  const told = [...request.reasons, ...request.near_misses];
  const reasons = told.map(reason => reason.split('\n')[0]).join('; ');
  summary.append(
    element('time', new Date(request.at).toTimeString().slice(0, 8), {dateTime: request.at}),
    element('strong', answer.fault ? 'broken' : answer.status, {className: statusClass(answer.fault ? 500 : answer.status)}),
    element('span', request.method),
    element('span', request.url, {className: 'url'}),
    element('span', reasons, {className: 'reason'}));
  const lines = headers => Object.entries(headers).map(([name, value]) => `${name}: ${value}`).join('\n');
  details.append(
    summary,
    element('pre', `${request.method} ${request.url}\n${lines(request.headers)}\n\n${pretty(request.body)}`),
    element('pre', `${answer.fault ?? answer.status}\n${lines(answer.headers)}\n\n${pretty(answer.body)}`));
  told.filter(reason => reason.includes('\n')).forEach(reason => details.append(element('pre', reason)));
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

function showSessions(sessions) {
  const select = find('session');
  const names = ['default', ...sessions.map(session => session.name).filter(name => name !== 'default')];
  if (names.join() !== [...select.options].map(option => option.value).join()) {
    const chosen = select.value;
    select.replaceChildren(...names.map(name => element('option', name, {value: name})));
    select.value = names.includes(chosen) ? chosen : 'default';
  }
}

async function refresh() {
  const {sessions} = await json('/__admin/sessions');
  showSessions(sessions);
  const name = find('session').value;
  const session = sessions.find(candidate => candidate.name === name)
    ?? {name, since: '', requests: 0, defaults: {}};
  const asked = Object.fromEntries(Object.entries(session.defaults).filter(([, value]) => value !== null));
  find('state').textContent = `${session.requests} ${session.requests === 1 ? 'request' : 'requests'}; `
    + (Object.keys(asked).length ? `all ask for ${JSON.stringify(asked)}` : 'nothing is asked for all of them');
  const now = `${name} ${session.since} ${session.requests}`;
  if (now !== shown.state) {
    const {requests} = session.requests
      ? await json(`/__admin/sessions/${encodeURIComponent(name)}/requests`)
      : {requests: []};
    showRequests(requests);
    shown = {state: now};
  }
}

async function refreshOrSay() {
  try {
    await refresh();
    find('trouble').hidden = true;
  } catch (error) {
    find('trouble').hidden = !(error instanceof TypeError);
  }
}

async function keepFresh() {
  if (!document.hidden) {
    await refreshOrSay();
  }
  setTimeout(keepFresh, everySecond);
}

find('session').addEventListener('change', refreshOrSay);
find('reset').addEventListener('click', async () => {
  await fetch(`/__admin/sessions/${encodeURIComponent(find('session').value)}`, {method: 'DELETE'});
  await refreshOrSay();
});
find('defaults').addEventListener('submit', async event => {
  event.preventDefault();
  const wish = find('wish');
  try {
    await json(`/__admin/sessions/${encodeURIComponent(find('session').value)}/defaults`,
      {method: 'PUT', body: wish.value || '{}'});
    wish.setCustomValidity('');
  } catch (error) {
    wish.setCustomValidity(error.message);
    wish.reportValidity();
  }
  await refreshOrSay();
});
find('wish').addEventListener('input', () => find('wish').setCustomValidity(''));
keepFresh();
