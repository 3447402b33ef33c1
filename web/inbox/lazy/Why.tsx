import { useState } from 'react';
import { query } from '../../shared/api';
import { t } from '../../shared/i18n';
import { useLoaded } from '../../shared/loaded';
import { parley } from '../../shared/parley';
import type { AccessAnswer, Reason } from '../../shared/types';
import { Avatar, Icon, IconButton, Popover, SelectField, Skeleton, type IconName, type Point } from '../../shared/ui';
import { reasonText } from '../names';
import { SettingsVersion, ToSettings } from './ToSettings';
import { AccessTag, short, Viewers } from './Viewers';

/** The answer of the access function in words (UX 9.7), for oneself or, where one may ask, for somebody else. */
export function Why({ chat, at, onClose }: { chat: string; at: Point; onClose: () => void }) {
  const me = parley.store.me?.employee ?? '';
  const [employee, setEmployee] = useState(me);
  const [others, setOthers] = useState(false);
  const other = employee !== me;
  const loaded = useLoaded<AccessAnswer>(`/chats/${chat}/access${query({ employee: other ? employee : '' })}`);
  const answer = loaded.value;
  const name = parley.store.employees.get(employee)?.name ?? '';
  return (
    <Popover at={at} label={t('row.why')} onClose={onClose}>
      <div className="why stack">
        <header className="line-up">
          <h3 className="grow">{other ? t('why.whatSees', { name }) : t('row.why')}</h3>
          <IconButton icon="close" label={t('close')} size={16} onClick={onClose} />
        </header>
        {loaded.problem ? <p className="quiet">{t('why.failed')}</p> : null}
        {!answer && !loaded.problem && <Skeleton rows={3} height={28} />}
        {answer && (
          <>
            <p>
              <AccessTag access={answer.access} />
            </p>
            <Reasons icon="check" tone="ok" reasons={answer.gives} other={other} />
            <Reasons icon="down" tone="warn" reasons={answer.ceilings} other={other} />
            <Reasons icon="close" tone="red" reasons={answer.refusals} other={other} />
            {answer.colour && <Reasons icon="bell" tone="quiet" reasons={[answer.colour]} other={other} />}
            <SettingsVersion version={answer.settingsVersion} />
            {answer.responsible.length > 0 && (
              <>
                <h4>{t('card.responsible')}</h4>
                <ul className="why-people">
                  {answer.responsible.map((person) => (
                    <li key={`${person.id}${person.from}`}>
                      <Avatar id={person.id} name={person.name} size="small" />
                      <span className="grow">
                        {person.name}
                        <span className="menu-note">
                          {t(`why.from.${person.from as 'contact'}`)}
                          {person.source && (
                            <>
                              {': '}
                              {person.source.url ? (
                                <a href={person.source.url}>{person.source.name}</a>
                              ) : (
                                person.source.name
                              )}
                            </>
                          )}
                        </span>
                      </span>
                    </li>
                  ))}
                </ul>
              </>
            )}
            <details onToggle={(event) => setOthers(event.currentTarget.open)}>
              <summary>{t('why.who')}</summary>
              {others && <Viewers chat={chat} also={answer.alsoSeenBy} />}
            </details>
          </>
        )}
        {parley.store.employees.size > 1 && (
          <SelectField
            label={t('why.other')}
            value={employee}
            onChange={setEmployee}
            choices={[...parley.store.employees.values()].map((one) => ({
              value: one.id,
              text: one.id === me ? `${one.name} (${t('you').toLocaleLowerCase()})` : one.name,
            }))}
          />
        )}
      </div>
    </Popover>
  );
}

function Reasons(props: { icon: IconName; tone: string; reasons: Reason[]; other: boolean }) {
  const { icon, tone, reasons, other } = props;
  if (!reasons.length) return null;
  return (
    <ul className="why-reasons">
      {reasons.map((reason) => (
        <li key={reason.code}>
          <span className={`why-mark ${tone}`}>
            <Icon name={icon} size={16} />
          </span>
          <span className="grow">{other ? short(reason) : reasonText(reason)}</span>
          <ToSettings point={reason.point} />
          {reason.rule && <span className="rule">{reason.rule}</span>}
        </li>
      ))}
    </ul>
  );
}
