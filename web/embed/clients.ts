/** The clients that a card of the CRM names, and their chats. */
import { parley } from '../shared/parley';
import type { ChatRow } from '../shared/types';

export interface Client {
  network: string;
  id: string | null;
  phone: string | null;
  username: string | null;
  name: string | null;
}

export function isOf(client: Client, { network, address }: Pick<ChatRow, 'network' | 'address'>): boolean {
  if (network !== client.network) return false;
  return (
    (client.id !== null && address.id === client.id) ||
    (client.phone !== null && address.phone === client.phone) ||
    (client.username !== null && address.username?.toLowerCase() === client.username.toLowerCase())
  );
}

/** In the order of the list; the server has sent none that are not the card's. */
export function chatsOf(clients: Client[]): ChatRow[] {
  return parley.store.order
    .map((id) => parley.store.chats.get(id))
    .filter((row): row is ChatRow => !!row && clients.some((client) => isOf(client, row)));
}

/** What one types to write to him first. */
export function addressOf(client: Client): string {
  return client.phone ?? (client.username ? `@${client.username}` : (client.id ?? ''));
}
