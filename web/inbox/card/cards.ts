/** What the CRM says about a chat's client, kept for as long as it is likely to be true. */
import { useEffect } from 'react';
import { useKey } from '../../shared/hooks';
import { parley } from '../../shared/parley';
import type { Card } from '../../shared/types';

const FRESH = 30_000;
const KEPT = 60;

interface Known {
  card: Card | null;
  failed: boolean;
  at: number;
  responsible: string;
}

const cards = new Map<string, Known>();
const asking = new Set<string>();

export async function loadCard(chat: string, responsible: string): Promise<void> {
  if (asking.has(chat)) return;
  asking.add(chat);
  try {
    const card = await parley.api.get<Card>(`/chats/${chat}/card`);
    cards.set(chat, { card, failed: false, at: Date.now(), responsible });
  } catch {
    cards.set(chat, { card: cards.get(chat)?.card ?? null, failed: true, at: Date.now(), responsible });
  }
  asking.delete(chat);
  if (cards.size > KEPT) cards.delete(cards.keys().next().value as string);
  parley.store.touch(`card:${chat}`);
}

/** Asked again when somebody else has become responsible, and when it has grown old. */
export function useCard(chat: string, responsible: string): Known | undefined {
  const version = useKey(`card:${chat}`);
  useEffect(() => {
    const known = cards.get(chat);
    if (!known || known.responsible !== responsible || Date.now() - known.at > FRESH) void loadCard(chat, responsible);
  }, [chat, responsible, version]);
  return cards.get(chat);
}

export function knownCard(chat: string): Card | null {
  return cards.get(chat)?.card ?? null;
}

/** The viewer's open deal with this client, for quick replies. */
export function dealOf(chat: string): string {
  return knownCard(chat)?.deals.find((deal) => deal.state === 'open')?.name ?? '';
}

export function forgetCards(): void {
  cards.clear();
}
