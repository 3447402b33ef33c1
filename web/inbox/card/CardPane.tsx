import { useState, type ReactNode } from 'react';
import { useKey } from '../../shared/hooks';
import { t } from '../../shared/i18n';
import { parley } from '../../shared/parley';
import { showPhone } from '../../shared/phone';
import { remember, remembered } from '../../shared/theme';
import { dateAndTime } from '../../shared/time';
import type { Card, ChatRow } from '../../shared/types';
import { Avatar, Button, Icon, IconButton, LinkButton, Notice, Skeleton, Tag } from '../../shared/ui';
import { addressOf, avatarName, channelWords, chatName, names, networkName, shortId } from '../names';
import { openChat, toggleCard } from '../open';
import { show, showWhy } from '../why';
import { canWriteFirst } from '../writeFirst';
import { Briefcase } from './Briefcase';
import { loadCard, useCard } from './cards';
import './card.css';

/** The client as the CRM knows him, beside the thread. */
export default function CardPane({ chat }: { chat: ChatRow }) {
  useKey('language');
  const responsible = names(chat.responsible);
  const known = useCard(chat.id, responsible);
  const card = known?.card;
  return (
    <aside className="pane card-pane" aria-label={t('card.name')} data-pane tabIndex={-1}>
      <header className="card-head">
        <h2 className="grow">{t('card.name')}</h2>
        <IconButton icon="close" label={t('card.hide')} keys="i" onClick={toggleCard} />
      </header>
      <div className="card-body scroller">
        <div className="card-who">
          <Avatar id={chat.id} name={avatarName(chat)} size="large" />
          <h3>{card?.contact?.name || chatName(chat)}</h3>
          <p className="quiet small">{channelWords(chat)}</p>
          {card?.contact?.url && (
            <a
              className="card-link"
              href={card.contact.url}
              onClick={(event) => {
                const { id, name, url } = card.contact as NonNullable<Card['contact']>;
                const taken = parley.inside?.opens({ kind: 'contact', id, name, url, closed: false }, chat);
                if (taken) event.preventDefault();
              }}
              {...(card.contact.url.startsWith('/app/') ? {} : { target: '_blank', rel: 'noreferrer' })}
            >
              {t('row.crm')} <Icon name="external" size={14} />
            </a>
          )}
        </div>
        {!known && <Skeleton rows={4} height={36} />}
        {known?.failed && !card && (
          <Notice tone="warn">
            <p>{t('card.failed')}</p>
            <Button onClick={() => void loadCard(chat.id, responsible)}>{t('retry')}</Button>
          </Notice>
        )}
        {card?.crm === 'down' && (
          <Notice tone="warn" icon="warning">
            {t('card.down', { time: card.asOf ? dateAndTime(card.asOf) : '—' })}
          </Notice>
        )}
        <Section name="contact" title={t('card.contact')}>
          <Contact chat={chat} card={card} responsible={responsible} />
        </Section>
        {card && (
          <Section name="deals" title={t('card.briefcase')} end={<Briefcase.Plus chat={chat} card={card} />}>
            <Briefcase.Deals chat={chat} card={card} />
          </Section>
        )}
        <div className="card-why">
          <LinkButton onClick={(event) => showWhy(chat.id, event.currentTarget.getBoundingClientRect())}>
            {t('row.why')}
          </LinkButton>
          {chat.responsible[0] && (
            <LinkButton onClick={() => show({ kind: 'decisions', chat: chat.id })}>
              {t('decision.title', { name: chat.responsible[0].name })}
            </LinkButton>
          )}
        </div>
      </div>
    </aside>
  );
}

function Contact({ chat, card, responsible }: { chat: ChatRow; card: Card | null | undefined; responsible: string }) {
  const contact = card?.contact;
  const addresses = contact?.addresses ?? [];
  const own = addressOf(chat.address);
  return (
    <dl className="facts">
      <dt>{t('card.responsible')}</dt>
      <dd>{responsible || contact?.responsible?.name || <span className="quiet">{t('nobody')}</span>}</dd>
      {contact?.phones?.map((phone, index) => (
        <Fact key={phone} name={index === 0 ? t('card.phone') : ''}>
          <span className="number">{phone}</span>
          {contact.readAs?.[phone] && (
            <span className="menu-note">{t('card.readAs', { phone: showPhone(contact.readAs[phone]) })}</span>
          )}
        </Fact>
      ))}
      {(addresses.length ? addresses : [{ network: chat.network, address: own, chat: chat.id }]).map((one) => (
        <Fact key={`${one.network}${one.address}`} name={networkName(one.network)}>
          <span className="number">
            {/^\+?\d{8,15}$/.test(one.address) ? showPhone(one.address) : shortId(one.address)}
          </span>
          {one.chat && one.chat !== chat.id ? (
            <LinkButton onClick={() => openChat(one.chat ?? null)}>{t('card.openChat')}</LinkButton>
          ) : (
            !one.chat &&
            canWriteFirst() && (
              <LinkButton onClick={() => show({ kind: 'write', to: one.address, network: one.network })}>
                {t('card.write')}
              </LinkButton>
            )
          )}
        </Fact>
      ))}
      {card && !contact && (
        <Fact name="CRM">
          <Tag>{t('card.none')}</Tag>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** Folds, and remembers it. */
function Section(props: { name: string; title: string; end?: ReactNode; children: ReactNode }) {
  const { name, title, end, children } = props;
  const key = `card.${name}`;
  const [open, setOpen] = useState(() => remembered(key) !== 'folded');
  return (
    <section className="card-section">
      <header>
        <h3 className="grow">
          <button
            type="button"
            aria-expanded={open}
            onClick={() => {
              remember(key, open ? 'folded' : null);
              setOpen(!open);
            }}
          >
            <span className={open ? 'fold open' : 'fold'}>
              <Icon name="down" size={16} />
            </span>
            {title}
          </button>
        </h3>
        {end}
      </header>
      {open && children}
    </section>
  );
}
