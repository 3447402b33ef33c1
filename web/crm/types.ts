/** The built-in CRM's records, as `/api/v1/crm` answers them. */
import type { Employee, Person } from '../shared/types';

export type StageKind = 'UNSORTED' | 'OPEN' | 'WON' | 'LOST';

export interface MessengerAddress {
  network: string;
  id: string;
  username: string | null;
}

export interface ContactRow {
  id: string;
  name: string;
  phones: string[];
  addresses: MessengerAddress[];
  responsible: Person | null;
  openDeals: number;
  closedDeals: number;
}

export interface DealRow {
  id: string;
  version: number;
  name: string;
  pipeline: string;
  stage: string;
  stageName: string;
  kind: StageKind;
  responsible: Person | null;
  amount: number | null;
  contacts: Person[];
  acceptedAt: string | null;
  createdAt: string;
  closedAt: string | null;
}

export interface ContactCard {
  id: string;
  version: number;
  name: string;
  phones: string[];
  email: string | null;
  addresses: MessengerAddress[];
  responsible: Person | null;
  deals: DealRow[];
  sameNumber: Person[];
  createdAt: string;
  updatedAt: string;
}

export interface Stage {
  id: string;
  name: string;
  kind: StageKind;
  colour: string | null;
}

export interface Pipeline {
  id: string;
  name: string;
  stages: Stage[];
}

export interface CrmEmployee extends Employee {
  email: string | null;
  admin: boolean;
}

export interface SetUpData {
  me: string | null;
  admin: boolean;
  employees: CrmEmployee[];
  pipelines: Pipeline[];
}

export interface BoardColumn {
  stage: Stage;
  count: number;
  sum: number;
  cards: DealRow[];
  next: string | null;
}

export interface Board {
  pipeline: string;
  columns: BoardColumn[];
}

export interface Entry {
  id: string;
  kind: 'COMMON' | 'MESSAGE' | 'SYSTEM';
  author: Person | null;
  text: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  at: string;
}
