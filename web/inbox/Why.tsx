import { useState } from 'react';
import { t, text } from '../shared/i18n';
import { useLoaded } from '../shared/loaded';
import { parley } from '../shared/parley';
import type { AccessAnswer, ChatRow, Reason } from '../shared/types';
import { Combobox, Dialog, Notice, Skeleton, Tag } from '../shared/ui';

/** A reason in words, with names instead of ids; the code itself when this client does not know it. */
export function reasonText({ code, args = {} }: Reason): string {
  const who = typeof args.who === 'string' ? names(args.who) : args.who;
  return text(`access.${code}`, { ...args, who }) ?? code;
}

function names(ids: string): string {
  const { employees } = parley.store;
  return ids
    .split(',')
    .map((id) => employees.get(id)?.name ?? id)
    .join(', ');
}

/** Why do I see this chat, why can't X (R42). */
export function Why({ chat, onClose }: { chat: ChatRow; onClose: () => void }) {
  const { me, employees } = parley.store;
  const [employee, setEmployee] = useState<string | null>(null);
  const [mayAsk, setMayAsk] = useState(true);
  const answer = useLoaded<AccessAnswer>(
    `/chats/${chat.id}/access${employee ? `?employee=${encodeURIComponent(employee)}` : ''}`,
  );
  const value = answer.value;
  const other = employee !== null && employee !== me?.employee;
  if (employee && answer.problem && mayAsk) setMayAsk(false);

  return (
    <Dialog title={t('why.title')} onClose={onClose}>
      {mayAsk && employees.size > 1 && (
        <Combobox
          label={t('why.of')}
          value={employee ?? me?.employee ?? null}
          options={[...employees.values()].map((one) => ({ value: one.id, text: one.name }))}
          onChange={setEmployee}
        />
      )}
      {answer.problem ? <Notice tone="warn">{t('why.notAllowed')}</Notice> : null}
      {!value && !answer.problem && <Skeleton rows={3} height={32} />}
      {value && (
        <>
          {other && <p className="strong">{t('why.sees', { name: employees.get(employee)?.name ?? employee })}</p>}
          <p className="line-up wrap">
            <Tag tone={value.access === 'NONE' ? 'red' : value.access === 'READ' ? 'warn' : 'ok'}>
              {t(`why.access.${value.access}`)}
            </Tag>
            {value.attention !== 'NONE' && (
              <Tag tone={value.attention === 'RED' ? 'red' : undefined}>{t(`why.attention.${value.attention}`)}</Tag>
            )}
          </p>
          <Reasons title={t('why.gives')} reasons={value.gives} />
          <Reasons title={t('why.limits')} reasons={[...value.ceilings, ...value.refusals]} />
          {value.colour && <Reasons title={t('why.colour')} reasons={[value.colour]} />}
          {value.responsible.length > 0 && (
            <section>
              <h3>{t('card.responsible')}</h3>
              <ul className="stack">
                {value.responsible.map((one) => (
                  <li key={`${one.id}${one.from}${one.source?.name ?? ''}`}>
                    {one.name}{' '}
                    <span className="quiet">
                      {text(`why.from.${one.from}`, { name: one.source?.name ?? '' }) ?? one.from}
                    </span>
                    {one.source?.url && (
                      <>
                        {' '}
                        <a href={one.source.url}>{t('card.openInCrm')}</a>
                      </>
                    )}
                  </li>
                ))}
              </ul>
            </section>
          )}
          {value.alsoSeenBy.length > 0 && (
            <section>
              <h3>{t('why.others')}</h3>
              <ul className="stack">
                {value.alsoSeenBy.map((one) => (
                  <li key={one.id}>
                    {one.name} <span className="quiet">{reasonText({ code: one.code })}</span>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <p className="quiet small">
            {parley.store.me?.admin && parley.store.boot?.integration ? (
              <a href={`/app/integrations/${parley.store.boot.integration.id}`}>
                {t('why.version', { v: value.settingsVersion })}
              </a>
            ) : (
              t('why.version', { v: value.settingsVersion })
            )}
          </p>
        </>
      )}
    </Dialog>
  );
}

function Reasons({ title, reasons }: { title: string; reasons: Reason[] }) {
  if (!reasons.length) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul className="stack">
        {reasons.map((reason) => (
          <li key={reason.code + JSON.stringify(reason.args ?? {})} className="line-up">
            <span className="grow">{reasonText(reason)}</span>
            {reason.rule && <code className="quiet">{reason.rule}</code>}
          </li>
        ))}
      </ul>
    </section>
  );
}
