import { useEffect, useState } from 'react';
import { query } from '../shared/api';
import { t } from '../shared/i18n';
import { parley } from '../shared/parley';
import type { Page, Person } from '../shared/types';
import { Button, IconButton, SelectField, TextField } from '../shared/ui';
import { employeeChoices } from './state';
import type { ContactCard, MessengerAddress, SetUpData } from './types';

export interface ContactDraft {
  name: string;
  phones: string[];
  email: string;
  responsible: string;
  addresses: MessengerAddress[];
}

export function blank(): ContactDraft {
  return { name: '', phones: [''], email: '', responsible: '', addresses: [] };
}

export function draftOf(card: ContactCard): ContactDraft {
  return {
    name: card.name,
    phones: card.phones.length ? card.phones : [''],
    email: card.email ?? '',
    responsible: card.responsible?.id ?? '',
    addresses: card.addresses,
  };
}

/** Phones stay as they are typed (R53); a number that another contact has is hinted at, not refused. */
export function ContactForm(props: {
  draft: ContactDraft;
  errors: Record<string, string>;
  setUp: SetUpData | null;
  except?: string;
  onChange: (draft: ContactDraft) => void;
}) {
  const { draft, errors, setUp, except, onChange } = props;
  const setPhone = (place: number, phone: string) => onChange({ ...draft, phones: draft.phones.with(place, phone) });
  return (
    <>
      <TextField
        label={t('crm.who')}
        required
        value={draft.name}
        error={errors.name}
        onChange={(name) => onChange({ ...draft, name })}
      />
      {draft.phones.map((phone, place) => (
        <div className="line-up crm-phone" key={place}>
          <div className="grow">
            <TextField
              label={draft.phones.length > 1 ? t('crm.phoneNumber', { n: place + 1 }) : t('crm.phone')}
              type="tel"
              value={phone}
              error={errors[`phones.${place}`]}
              help={<SameNumber phone={phone} except={except} />}
              onChange={(typed) => setPhone(place, typed)}
            />
          </div>
          {draft.phones.length > 1 && (
            <IconButton
              icon="trash"
              label={t('crm.removePhone', { n: place + 1 })}
              onClick={() => onChange({ ...draft, phones: draft.phones.toSpliced(place, 1) })}
            />
          )}
        </div>
      ))}
      <div>
        <Button kind="quiet" icon="plus" onClick={() => onChange({ ...draft, phones: [...draft.phones, ''] })}>
          {t('crm.addPhone')}
        </Button>
      </div>
      <TextField
        label={t('crm.email')}
        type="email"
        value={draft.email}
        error={errors.email}
        onChange={(email) => onChange({ ...draft, email })}
      />
      <SelectField
        label={t('crm.responsible')}
        value={draft.responsible}
        error={errors.responsible}
        choices={employeeChoices(setUp, draft.responsible, t('nobody'))}
        onChange={(responsible) => onChange({ ...draft, responsible })}
      />
    </>
  );
}

function SameNumber({ phone, except }: { phone: string; except?: string }) {
  const [others, setOthers] = useState<Person[]>([]);
  useEffect(() => {
    setOthers([]);
    if (phone.replace(/\D/g, '').length < 7) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      parley.api.get<Page<Person>>(`/crm/duplicates${query({ phone, except })}`, abort.signal).then(
        (page) => setOthers(page.rows),
        () => undefined,
      );
    }, 300);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [phone, except]);
  if (!others.length) return null;
  return (
    <span role="status">
      {t('crm.sameNumber', { name: others.map((one) => one.name).join(', ') })}{' '}
      <a href={`/app/crm/contacts/${others[0]?.id}`} target="_blank" rel="noreferrer">
        {t('crm.open')}
      </a>
    </span>
  );
}
