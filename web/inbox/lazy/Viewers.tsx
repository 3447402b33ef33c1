import { ApiError } from '../../shared/api';
import { t, text } from '../../shared/i18n';
import { useLoaded } from '../../shared/loaded';
import type { AccessAnswer, AccessLevel, Person, Reason } from '../../shared/types';
import { Avatar, Skeleton, Tag } from '../../shared/ui';
import { reasonText } from '../names';
import { SettingsVersion, ToSettings } from './ToSettings';

interface Viewer extends Person {
  access: AccessLevel;
  gives: Reason[];
  ceilings: Reason[];
  refusals: Reason[];
}

interface Answer {
  settingsVersion: number;
  rows: Viewer[];
}

/** *Who sees this chat* (R42): everybody of the CRM with what opens it to him or closes it; names alone where one may
 * not ask for more. */
export function Viewers({ chat, also }: { chat: string; also: AccessAnswer['alsoSeenBy'] }) {
  const loaded = useLoaded<Answer>(`/chats/${chat}/viewers`);
  if (loaded.problem) {
    const closed = loaded.problem instanceof ApiError && loaded.problem.status === 403;
    return closed ? <Names people={also} /> : <p className="quiet">{t('why.failed')}</p>;
  }
  if (!loaded.value) return <Skeleton rows={3} height={28} />;
  const { rows, settingsVersion } = loaded.value;
  const seers = rows.filter((one) => one.access !== 'NONE').length;
  return (
    <>
      <p className="small quiet">{t('why.whoCount', { n: seers, m: rows.length - seers })}</p>
      <table className="why-table">
        <thead className="hidden-text">
          <tr>
            <th scope="col">{t('why.employee')}</th>
            <th scope="col">{t('why.right')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((one) => (
            <tr key={one.id}>
              <th scope="row">
                {one.name}
                {reasons(one).map((reason) => (
                  <span key={reason.code} className="menu-note">
                    {short(reason)} <ToSettings point={reason.point} />
                  </span>
                ))}
              </th>
              <td>
                <AccessTag access={one.access} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <SettingsVersion version={settingsVersion} />
    </>
  );
}

/** What opens the chat, and what keeps its reader from writing; or what closes it. */
function reasons(viewer: Viewer): Reason[] {
  if (viewer.access === 'NONE') return viewer.refusals.slice(0, 1);
  return [...viewer.gives.slice(0, 1), ...viewer.ceilings.slice(0, 1)];
}

/** Said of somebody else: most sentences speak to the reader. */
export function short(reason: Reason): string {
  return text(`why.short.${reason.code}`) ?? reasonText(reason);
}

export function AccessTag({ access }: { access: AccessLevel }) {
  return <Tag tone={access === 'WRITE' ? 'ok' : access === 'READ' ? 'accent' : 'red'}>{t(`access.${access}`)}</Tag>;
}

function Names({ people }: { people: AccessAnswer['alsoSeenBy'] }) {
  return (
    <ul className="why-people">
      {people.map((person) => (
        <li key={person.id}>
          <Avatar id={person.id} name={person.name} size="small" />
          <span className="grow">
            {person.name}
            <span className="menu-note">{short({ code: person.code })}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
