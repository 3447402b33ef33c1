/**
 * What the build must not let through: texts that differ between the languages or do not parse, and bundles that have
 * grown beyond their budget (bytes after gzip). Run after `npm run build`; without dist/ the bytes are not measured.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const root = new URL('..', import.meta.url).pathname;
const mistakes = [];

/** Argument names of a text; throws when its braces do not match. */
function argumentsOf(text) {
  let depth = 0;
  for (const symbol of text) {
    depth += symbol === '{' ? 1 : symbol === '}' ? -1 : 0;
    if (depth < 0) throw new Error('stray brace');
  }
  if (depth) throw new Error('unclosed brace');
  // Names of arguments stand right behind a brace and are followed by its end or by a comma; bodies of cases are not.
  const names = [...text.matchAll(/\{\s*([a-zA-Z]\w*)\s*(?=\}|,\s*(?:plural|select))/g)].map((match) => match[1]);
  return [...new Set(names)].sort().join(',');
}

const owners = new Map();
for (const part of [
  'shared',
  'inbox',
  'embed',
  'sign',
  'crm',
  'settings',
  'channels',
  'settings/integration',
  'settings/connect',
  'settings/webhooks',
  'settings/integration/windows',
  'widget',
]) {
  const folder = `${root}${part}/texts`;
  if (!existsSync(`${folder}/ru.json`)) continue;
  const ru = JSON.parse(readFileSync(`${folder}/ru.json`, 'utf8'));
  const en = JSON.parse(readFileSync(`${folder}/en.json`, 'utf8'));
  for (const key of new Set([...Object.keys(ru), ...Object.keys(en)])) {
    // All parts but the widget speak into one book: the last one to come would win.
    if (part !== 'widget') {
      if (owners.has(key)) mistakes.push(`${part}: ${key} is a text of ${owners.get(key)} already`);
      owners.set(key, part);
    }
    if (!(key in ru) || !(key in en)) mistakes.push(`${part}: ${key} is missing in ${key in ru ? 'en' : 'ru'}.json`);
    else
      try {
        const [left, right] = [argumentsOf(ru[key]), argumentsOf(en[key])];
        if (left !== right) mistakes.push(`${part}: ${key} takes (${left}) in ru and (${right}) in en`);
      } catch (problem) {
        mistakes.push(`${part}: ${key}: ${problem.message}`);
      }
  }
}

const gzipped = (file) => gzipSync(readFileSync(file), { level: 9 }).length;
const KB = 1024;
const budgets = {
  'initial JS': 60 * KB,
  'card window': 60 * KB,
  CSS: 8 * KB,
  settings: 20 * KB,
  'connect CRM': 12 * KB,
  channels: 20 * KB,
  crm: 20 * KB,
  widget: 15 * KB,
  'widget CSS': 4 * KB,
};
const manifest = `${root}dist/.vite/manifest.json`;
if (existsSync(manifest)) {
  const chunks = JSON.parse(readFileSync(manifest, 'utf8'));
  const dist = (name) => `${root}dist/${name}`;
  const closure = (key, seen = new Set()) => {
    if (seen.has(key)) return seen;
    seen.add(key);
    for (const next of chunks[key].imports ?? []) closure(next, seen);
    return seen;
  };
  // The texts are asked for while the first script starts: one language is a part of what everybody loads.
  const initial = closure('shared/texts/ru.json', closure('app.html'));
  const js = (keys) => [...keys].reduce((sum, key) => sum + gzipped(dist(chunks[key].file)), 0);
  const css = (keys) =>
    [...keys].flatMap((key) => chunks[key].css ?? []).reduce((sum, file) => sum + gzipped(dist(file)), 0);
  /** What somebody loads who opens this part, with its texts in one language: Russian is the longer one. */
  const lazy = (entry, folder) =>
    new Set(
      [entry, `${folder}/texts/ru.json`]
        .filter((key) => chunks[key])
        .flatMap((key) => [...closure(key)])
        .filter((key) => !initial.has(key)),
    );
  const sizes = {
    'initial JS': js(initial),
    // A window in a CRM's card, with its texts in one language.
    'card window': js(closure('embed/texts/ru.json', closure('shared/texts/ru.json', closure('embed.html')))),
    CSS: css(initial),
    settings: js(lazy('settings/Integration.tsx', 'settings/integration')),
    // Opened from the settings, which are there already.
    'connect CRM': js(lazy('settings/connect/Connection.tsx', 'settings/connect')),
    channels: js(lazy('channels/Channels.tsx', 'channels')),
    crm: js(lazy('crm/index.tsx', 'crm')),
    // The loader, and the chat in its frame with both languages.
    widget: gzipped(dist('widget.js')) + js(closure('widget-frame.html')),
    'widget CSS': css(closure('widget-frame.html')),
  };
  if (/\bimport\b|\bexport\b/.test(readFileSync(dist('widget.js'), 'utf8')))
    mistakes.push('widget.js is not a plain script: it imports or exports something');
  for (const [name, size] of Object.entries(sizes)) {
    console.log(`${name.padEnd(12)} ${(size / KB).toFixed(1).padStart(6)} KB gz of ${budgets[name] / KB}`);
    if (size > budgets[name]) mistakes.push(`${name} takes ${size} bytes, its budget is ${budgets[name]}`);
  }
} else {
  console.log('No dist/: byte budgets are not measured. Run npm run build first.');
}

for (const file of readdirSync(root))
  if (file.endsWith('.html') && / style=/.test(readFileSync(root + file, 'utf8')))
    mistakes.push(`${file}: style attributes are forbidden by the policy of the page`);

for (const mistake of mistakes) console.error(mistake);
process.exit(mistakes.length ? 1 : 0);
