import { useState, type MouseEvent } from 'react';
import { t } from '../../shared/i18n';
import { uuid7 } from '../../shared/ids';
import { parley } from '../../shared/parley';
import { money } from '../../shared/time';
import type { Card, ChatRow, Deal } from '../../shared/types';
import { Icon, IconButton, Tag, toast } from '../../shared/ui';
import { complain } from '../actions';
import { dealState, names } from '../names';
import { loadCard } from './cards';

const elsewhere = (url: string) => (url.startsWith('/app/') ? {} : { target: '_blank', rel: 'noreferrer' });

/** The open, then the closed deals of the contact in which the viewer is responsible (R60). */
function Deals({ chat, card }: { chat: ChatRow; card: Card }) {
  if (!card.deals.length) return <p className="quiet small">{t('deal.none')}</p>;
  const open = card.deals.filter((deal) => deal.state === 'open');
  const closed = card.deals.filter((deal) => deal.state !== 'open');
  return (
    <ul className="deals">
      {[...open, ...closed].map((deal) => (
        <li key={deal.id} className={deal.state === 'open' ? 'deal' : 'deal closed'}>
          <OneDeal deal={deal} chat={chat} />
        </li>
      ))}
    </ul>
  );
}

/** Inside a CRM its page is told, and may open the deal itself. */
function tell(event: MouseEvent<HTMLAnchorElement>, deal: Deal, chat: ChatRow): void {
  const { id, name, url, state } = deal;
  const entity = { kind: 'deal' as const, id, name, url, closed: state !== 'open' };
  if (parley.inside?.opens(entity, chat)) event.preventDefault();
}

function OneDeal({ deal, chat }: { deal: Deal; chat: ChatRow }) {
  return (
    <>
      <span className="deal-name">
        {deal.url ? (
          <a href={deal.url} {...elsewhere(deal.url)} onClick={(event) => tell(event, deal, chat)}>
            {deal.name}
          </a>
        ) : (
          <b>{deal.name}</b>
        )}
        {deal.state !== 'open' && <Tag tone={deal.state === 'won' ? 'ok' : undefined}>{dealState(deal)}</Tag>}
      </span>
      <span className="deal-stage">
        {deal.pipeline && (
          <span className="one-line">
            {deal.pipeline} → {deal.stage}
          </span>
        )}
        {deal.amount !== null && deal.amount !== undefined && (
          <span className="number">{money(deal.amount, deal.currency)}</span>
        )}
      </span>
    </>
  );
}

/** «+»: the CRM's page for a new deal, or the CRM is asked to make one (R61). */
function Plus({ chat, card }: { chat: ChatRow; card: Card }) {
  const [busy, setBusy] = useState(false);
  if (card.newDealUrl)
    return (
      <a
        className="icon-button"
        href={card.newDealUrl}
        {...elsewhere(card.newDealUrl)}
        aria-label={t('deal.create')}
        title={t('deal.create')}
        onClick={(event) => parley.inside?.creates('deal', chat) && event.preventDefault()}
      >
        <Icon name="plus" size={18} />
      </a>
    );
  if (!card.contact || !card.asksDeal) return null;

  async function create(): Promise<void> {
    if (parley.inside?.creates('deal', chat)) return;
    setBusy(true);
    try {
      const wish = { cid: uuid7() };
      const made = await parley.api.send<{ id?: string; url?: string | null }>('POST', `/chats/${chat.id}/deals`, wish);
      if (made.url) window.open(made.url, '_blank', 'noopener,noreferrer');
      toast(t(made.id ? 'deal.made' : 'deal.asked'));
      await loadCard(chat.id, names(chat.responsible));
    } catch (problem) {
      complain(problem);
    } finally {
      setBusy(false);
    }
  }
  return <IconButton icon="plus" size={18} label={t('deal.create')} disabled={busy} onClick={() => void create()} />;
}

export const Briefcase = { Deals, Plus };
