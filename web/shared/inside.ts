/** The CRM's page around the window. Absent at the top level of the browser. */
import type { ChatRow } from './types';

export interface Entity {
  kind: 'deal' | 'contact';
  id: string;
  name: string;
  url: string | null;
  closed: boolean;
}

export interface Inside {
  /** `card`: the chats of one card of the CRM, without list and card pane. */
  scope: 'global' | 'card';
  /** Tells the page; true when it opens the entity itself, so that the link need not be followed. */
  opens(entity: Entity, chat: ChatRow): boolean;
  /** Tells the page that a deal or a contact is wanted; true when it makes one itself. */
  creates(kind: 'deal' | 'contact', chat: ChatRow): boolean;
}
