#!/usr/bin/env node
// A tiny CRM that works with Parley by its public API (v3): it sends its employees and pipelines, makes the contacts
// and deals that Parley asks for, hears every message, and shows the chats in the page of a contact. See README.md.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';

const PARLEY = (process.env.PARLEY_URL ?? 'http://localhost:8080').replace(/\/$/, '');
const KEY = process.env.PARLEY_KEY;
const PORT = Number(process.env.PORT ?? 8090);
const DATA = process.env.TINY_DATA ?? 'tiny-crm.json';
const LIMIT = 1 << 20;
if (!KEY) throw new Error('PARLEY_KEY is missing: make a key in Parley, Administration → API keys.');

const users = [
  { id: 'u-1', name: 'Tony' },
  { id: 'u-2', name: 'Pepper' },
];
const pipelines = [{ id: 'p-1', name: 'Sales', stages: [{ id: 's-1', name: 'New' }, { id: 's-2', name: 'Offer' }] }];

// Everything that is to survive a restart, in one file.
const kept = existsSync(DATA)
  ? JSON.parse(readFileSync(DATA, 'utf8'))
  : { crmKey: randomBytes(16).toString('hex'), secret: null, contacts: {}, deals: {}, answered: {}, heard: [] };
const keep = () => writeFileSync(DATA, JSON.stringify(kept, null, 2));

let home = process.env.TINY_URL;

async function parley(method, path, body) {
  const answer = await fetch(PARLEY + path, {
    method,
    headers: { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  });
  const json = await answer.json();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(json)}`);
  return json;
}

/** Standard Webhooks 1.0, and our own key beside it. What cannot prove that it comes from Parley is refused. */
function isFromParley(headers, raw) {
  if (!same(headers.authorization ?? '', `Bearer ${kept.crmKey}`)) return false;
  // The very first call, the test of our address, comes before Parley has told us its secret.
  if (!kept.secret) return true;
  const { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signatures = '' } = headers;
  if (Math.abs(Date.now() / 1000 - Number(time)) > 300) return false;
  const secret = Buffer.from(kept.secret.replace(/^whsec_/, ''), 'base64');
  const expected = `v1,${createHmac('sha256', secret).update(`${id}.${time}.${raw}`).digest('base64')}`;
  return signatures.split(' ').some((one) => same(one, expected));
}

function same(one, other) {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

/** What Parley tells us. A webhook that comes twice has the same id and gets the same answer. */
function hear(id, told) {
  if (kept.answered[id]) return kept.answered[id];
  let answer = { ok: true };
  if (told.createContact) answer = createContact(told.createContact);
  if (told.createDeal) answer = createDeal(told.createDeal);
  for (const message of told.messages ?? []) {
    kept.heard.push({ from: message.contact.name, text: message.text ?? message.type, out: message.isEcho });
    console.log(`${message.isEcho ? '→' : '←'} ${message.contact.name}: ${message.text ?? message.type}`);
  }
  kept.heard = kept.heard.slice(-50);
  if (id) kept.answered[id] = answer;
  keep();
  return answer;
}

function createContact({ responsibleUserId, name, contactData }) {
  const id = `c-${Object.keys(kept.contacts).length + 1}`;
  return (kept.contacts[id] = { id, responsibleUserId, name, uri: `${home}/contacts/${id}`, contactData });
}

function createDeal({ responsibleUserId, contacts, pipelineId, stageId }) {
  const id = `d-${Object.keys(kept.deals).length + 1}`;
  const name = `Deal with ${kept.contacts[contacts[0]]?.name ?? 'a client'}`;
  const uri = `${home}/contacts/${contacts[0]}`;
  return (kept.deals[id] = { id, responsibleUserId, name, uri, contacts, closed: false, pipelineId, stageId });
}

const html = (text) => String(text).replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
const page = (title, body) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>${html(title)}</title>
<style>body{font:16px system-ui;margin:2rem}iframe{width:420px;height:640px;border:1px solid #bbb}</style>
<h1>${html(title)}</h1>${body}</html>`;

function front() {
  const contacts = Object.values(kept.contacts).map(
    (one) => `<li><a href="/contacts/${html(one.id)}">${html(one.name)}</a>, ${html(one.responsibleUserId)}`,
  );
  const heard = kept.heard.map((one) => `<li>${one.out ? '→' : '←'} ${html(one.from)}: ${html(one.text)}`);
  return page('Tiny CRM', `<h2>Contacts</h2><ul>${contacts.join('')}</ul><h2>Messages</h2><ul>${heard.join('')}</ul>`);
}

/** The contact with its deals and its chats; the window is asked for anew whenever the page is opened. */
async function contactPage(contact, user) {
  const { url } = await parley('POST', '/v3/iframe', {
    user,
    scope: 'card',
    filter: contact.contactData.map((one) => ({ ...one, name: contact.name })),
    options: { clientType: 'Tiny CRM', useDealsEvents: true },
  });
  const deals = Object.values(kept.deals).filter((deal) => deal.contacts.includes(contact.id));
  const others = users.map((one) => `<a href="?user=${one.id}">${html(one.name)}</a>`);
  return page(
    contact.name,
    `<p>You are ${html(user.name)}. Be ${others.join(' or ')}. <a href="/">All contacts</a></p>
<ul>${deals.map((deal) => `<li>${html(deal.name)}, stage ${html(deal.stageId ?? 'none')}`).join('')}</ul>
<iframe src="${html(url)}" title="Chats" allow="microphone *; clipboard-write *"></iframe>
<script>addEventListener('message', (event) => {
  if (event.origin === new URL(${JSON.stringify(PARLEY)}).origin) console.log('Parley says', event.data);
});</script>`,
  );
}

async function answer(request, url, raw) {
  if (request.method === 'POST' && url.pathname === '/hooks') {
    if (!isFromParley(request.headers, raw)) return [401, { error: 'not from Parley' }];
    return [200, hear(request.headers['webhook-id'], JSON.parse(raw))];
  }
  const contact = Object.values(kept.contacts).find((one) => url.pathname === `/contacts/${one.id}`);
  const user = users.find((one) => one.id === (url.searchParams.get('user') ?? contact?.responsibleUserId)) ?? users[0];
  if (contact) return [200, await contactPage(contact, user)];
  return url.pathname === '/' ? [200, front()] : [404, page('Not found', '')];
}

const server = createServer(async (request, response) => {
  try {
    const chunks = [];
    let size = 0;
    for await (const chunk of request) {
      if ((size += chunk.length) > LIMIT) return response.writeHead(413).end();
      chunks.push(chunk);
    }
    const [status, body] = await answer(request, new URL(request.url, home), Buffer.concat(chunks).toString('utf8'));
    const type = typeof body === 'string' ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8';
    response.writeHead(status, { 'Content-Type': type }).end(typeof body === 'string' ? body : JSON.stringify(body));
  } catch (problem) {
    console.error(problem);
    response.writeHead(502, { 'Content-Type': 'text/plain' }).end('Parley did not answer as it should.');
  }
});

// Nobody signs in here: only this machine may look.
server.listen(PORT, '127.0.0.1', async () => {
  home ??= `http://localhost:${server.address().port}`;
  await parley('POST', '/v3/users', users);
  await parley('POST', '/v3/pipelines', pipelines);
  const told = await parley('PATCH', '/v3/webhooks', {
    webhooksUri: `${home}/hooks`,
    crmKey: kept.crmKey,
    subscriptions: { messagesAndStatuses: true, contactsAndDealsCreation: true },
  });
  kept.secret = told.secret ?? kept.secret;
  keep();
  if (!kept.secret) console.warn('The address was set before and its secret is lost: signatures are not checked.');
  console.log(`Tiny CRM runs at ${home}`);
});
