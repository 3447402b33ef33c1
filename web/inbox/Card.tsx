import { useState, type ReactNode } from 'react';
import './card.css';
import { useKey } from '../shared/hooks';
import { t } from '../shared/i18n';
import { useLoaded } from '../shared/loaded';
import { parley } from '../shared/parley';
import { remember, remembered } from '../shared/theme';
import { dateAndTime, money } from '../shared/time';
import type { Card as CardAnswer, ChatRow, Deal } from '../shared/types';
import { Avatar, Button, Icon, Notice, Skeleton, Tag } from '../shared/ui';

/** Who the client is in the CRM, and the briefcase (R60, R61). */
export function Card({ chat, onWhy, onDecisions }: { chat: ChatRow; onWhy: () => void; onDecisions: () => void }) {
  // Whatever changes the row may have changed the card behind it.
  useKey(`chat:${chat.id}`);
  const responsible = chat.responsible.map((one) => one.id).join(',');
  const card = useLoaded<CardAnswer>(`/chats/${chat.id}/card?as=${chat.kind}.${responsible}`);
  const value = card.value;
  const name = value?.contact?.name ?? chat.name ?? chat.address.phone ?? chat.address.id;

  return (
    <aside className="card scroller" aria-label={t('card.title')} data-pane tabIndex={-1}>
      <header className="card-head">
        <Avatar id={chat.id} name={name} size="large" />
        <h2 className="card-name">{name}</h2>
        {value?.contact?.url && (
          <a className="card-link" href={value.contact.url}>
            {t('card.openInCrm')}
            <Icon name="external" size={14} />
          </a>
        )}
      </header>
      {card.problem && !value ? (
        <Notice tone="warn">
          {t('card.failed')} <Button onClick={card.reload}>{t('retry')}</Button>
        </Notice>
      ) : null}
      {!value && !card.problem && <Skeleton rows={4} height={36} />}
      {value?.crm === 'down' && (
        <Notice tone="warn" icon="warning">
          {t('card.crmDown', { time: value.asOf ? dateAndTime(value.asOf) : '—' })}
        </Notice>
      )}
      {value && (
        <>
          <Section id="contact" title={t('card.contact')}>
            {value.contact ? (
              <Contact chat={chat} contact={value.contact} />
            ) : (
              <p className="quiet">{t('card.none')}</p>
            )}
          </Section>
          <Section id="briefcase" title={t('card.briefcase')} action={<NewDeal card={value} />}>
            <Briefcase deals={value.deals} />
          </Section>
        </>
      )}
      <Section id="why" title={t('card.who')}>
        <p>{chat.responsible.map((one) => one.name).join(', ') || t('nobody')}</p>
        <div className="line-up wrap">
          <Button kind="quiet" icon="eye" onClick={onWhy}>
            {t('why.open')}
          </Button>
          <Button kind="quiet" icon="route" onClick={onDecisions}>
            {t('decisions.open')}
          </Button>
        </div>
      </Section>
    </aside>
  );
}

/** Folds, and remembers it. */
function Section({
  id,
  title,
  action,
  children,
}: {
  id: string;
  title: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  const key = `card.${id}`;
  const [open, setOpen] = useState(remembered(key) !== 'folded');
  return (
    <section className="card-section" aria-label={title}>
      <div className="card-section-head">
        <button
          type="button"
          className="card-fold grow"
          aria-expanded={open}
          onClick={() => {
            remember(key, open ? 'folded' : null);
            setOpen(!open);
          }}
        >
          <Icon name={open ? 'down' : 'next'} size={16} />
          <h3>{title}</h3>
        </button>
        {action}
      </div>
      {open && <div className="stack card-section-body">{children}</div>}
    </section>
  );
}

function Contact({ chat, contact }: { chat: ChatRow; contact: NonNullable<CardAnswer['contact']> }) {
  return (
    <dl className="card-facts">
      {contact.phones?.map((phone) => (
        <div key={phone}>
          <dt>{t('card.phone')}</dt>
          <dd>
            {phone}
            {contact.readAs && contact.readAs !== phone && (
              <span className="quiet small"> {t('card.readAs', { phone: contact.readAs })}</span>
            )}
          </dd>
        </div>
      ))}
      {contact.addresses?.map((one) => (
        <div key={`${one.network}:${one.address}`}>
          <dt>{one.network}</dt>
          <dd className="line-up">
            <span className="grow one-line">{one.address}</span>
            {one.chat && one.chat !== chat.id && <a href={`/app/chats/${one.chat}`}>{t('card.write')}</a>}
          </dd>
        </div>
      ))}
      <div>
        <dt>{t('card.responsible')}</dt>
        <dd>{contact.responsible?.name ?? t('nobody')}</dd>
      </div>
    </dl>
  );
}

/** Open, then closed deals in which the viewer is responsible (R60). */
function Briefcase({ deals }: { deals: Deal[] }) {
  if (!deals.length) return <p className="quiet">{t('card.noDeals')}</p>;
  return (
    <ul className="stack">
      {deals.map((deal) => (
        <li key={deal.id} className="card-deal">
          {deal.url ? (
            <a href={deal.url} target={deal.url.startsWith('/') ? undefined : '_blank'} rel="noreferrer">
              {deal.name}
            </a>
          ) : (
            <span>{deal.name}</span>
          )}
          <p className="quiet small">
            {deal.pipeline} → {deal.stage}
            {typeof deal.amount === 'number' && ` · ${money(deal.amount, deal.currency)}`}
          </p>
          {deal.state !== 'open' && (
            <Tag tone={deal.state === 'won' ? 'ok' : 'red'}>{t(deal.state === 'won' ? 'card.won' : 'card.lost')}</Tag>
          )}
        </li>
      ))}
    </ul>
  );
}

function NewDeal({ card }: { card: CardAnswer }) {
  if (!card.newDealUrl) return null;
  const url = card.newDealUrl;
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={t('card.newDeal')}
      title={t('card.newDeal')}
      onClick={() => (url.startsWith('/app/') ? void parley.router.go(url) : void open(url, '_blank', 'noreferrer'))}
    >
      <Icon name="plus" />
    </button>
  );
}
