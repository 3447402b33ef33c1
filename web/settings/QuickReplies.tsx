import { useState } from 'react';
import { language, t } from '../shared/i18n';
import { useLoaded } from '../shared/loaded';
import { mistakesOf } from '../shared/mistakes';
import { parley } from '../shared/parley';
import type { QuickReply } from '../shared/types';
import { Button, Dialog, IconButton, Notice, TextField } from '../shared/ui';
import { complain, reason } from './common';

const VARIABLES = { ru: '{имя} {менеджер} {компания} {сделка}', en: '{name} {rep} {company} {deal}' };

/** Texts that are written again and again: one's own, or those that everybody has. */
export function QuickReplies({ shared }: { shared: boolean }) {
  const loaded = useLoaded<{ rows: QuickReply[] }>('/quick-replies');
  const [edited, setEdited] = useState<QuickReply | null>(null);
  const rows = loaded.value?.rows.filter((one) => one.shared === shared) ?? [];
  const title = t(shared ? 'quick.shared' : 'quick.own');

  async function remove(id: string): Promise<void> {
    try {
      await parley.api.send('DELETE', `/quick-replies/${id}`);
      loaded.reload();
    } catch (problem) {
      complain(problem);
    }
  }

  return (
    <section className="panel" aria-label={title}>
      <h2>{title}</h2>
      <p className="quiet">{t('quick.help')}</p>
      {loaded.problem ? <Notice tone="red">{reason(loaded.problem)}</Notice> : null}
      <ul className="stack">
        {rows.map((one) => (
          <li key={one.id} className="settings-row">
            <div className="grow">
              <p className="strong">/{one.shortcut}</p>
              <p className="quiet small one-line">{one.text}</p>
            </div>
            <IconButton icon="pencil" label={t('quick.edit', { name: one.shortcut })} onClick={() => setEdited(one)} />
            <IconButton
              icon="trash"
              label={t('quick.remove', { name: one.shortcut })}
              onClick={() => void remove(one.id)}
            />
          </li>
        ))}
      </ul>
      <div>
        <Button icon="plus" onClick={() => setEdited({ id: '', shortcut: '', text: '', shared })}>
          {t('quick.add')}
        </Button>
      </div>
      {edited && (
        <Editor
          reply={edited}
          onClose={() => setEdited(null)}
          onSaved={() => {
            setEdited(null);
            loaded.reload();
          }}
        />
      )}
    </section>
  );
}

function Editor({ reply, onClose, onSaved }: { reply: QuickReply; onClose: () => void; onSaved: () => void }) {
  const [form, setForm] = useState(reply);
  const [problem, setProblem] = useState<unknown>(null);
  const errors = mistakesOf(problem);

  async function save(): Promise<void> {
    const { shortcut, text, shared } = form;
    try {
      if (reply.id) await parley.api.send('PUT', `/quick-replies/${reply.id}`, { shortcut, text, shared });
      else await parley.api.send('POST', '/quick-replies', { shortcut, text, shared });
      onSaved();
    } catch (found) {
      setProblem(found);
    }
  }

  return (
    <Dialog
      title={reply.id ? t('quick.edit', { name: reply.shortcut }) : t('quick.add')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" onClick={() => void save()}>
            {t('save')}
          </Button>
        </>
      }
    >
      {problem && !Object.keys(errors).length ? <Notice tone="red">{reason(problem)}</Notice> : null}
      <TextField
        label={t('quick.shortcut')}
        help={t('quick.shortcutHelp')}
        value={form.shortcut}
        error={errors.shortcut}
        onChange={(shortcut) => setForm({ ...form, shortcut })}
      />
      <TextField
        label={t('quick.text')}
        help={t('quick.variables', { list: VARIABLES[language()] })}
        lines={5}
        value={form.text}
        error={errors.text}
        onChange={(text) => setForm({ ...form, text })}
      />
    </Dialog>
  );
}
