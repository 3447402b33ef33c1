import { beforeAll, describe, expect, it } from 'vitest';
import { speak } from '../shared/i18n';
import shared from '../shared/texts/en.json';
import own from './texts/en.json';
import { alarms, type HealthAnswer } from './health';

const WELL: HealthAnswer = {
  channels: [line('connected'), line('disabled')],
  waitingWork: 3,
  failedWork: 0,
  queues: [{ kind: 'send', jobs: 4, tried: 0, oldest: '2026-03-02T09:00:00Z', trouble: null }],
  crm: {
    integration: '1',
    type: 'builtin',
    waiting: 2,
    since: null,
    trouble: null,
    refreshedAt: '2026-03-02T09:00:00Z',
  },
  waiting: [],
  failed: [],
  unknown: [],
  aside: [],
  stuck: [],
  webhooks: [],
  server: { version: null, database: '18.1', databaseBytes: 1, nodes: 1, free: 50, total: 100 },
};

function line(state: string): HealthAnswer['channels'][number] {
  return { id: '7', name: 'Shop', state, reason: null, since: '2026-03-02T09:00:00Z', lastIn: null, lastOut: null };
}

function told(change: Partial<HealthAnswer>): string[] {
  return alarms({ ...WELL, ...change }).map((one) => one.text);
}

beforeAll(() => speak('en', { ...shared, ...own }));

describe('what wants attention (UX 13)', () => {
  it('is nothing while queues move and a channel is off because somebody wants it so', () => {
    expect(alarms(WELL)).toEqual([]);
  });

  it('leads to the channel that is down', () => {
    const [alarm] = alarms({ ...WELL, channels: [line('needs_reconnect')] });
    expect(alarm?.text).toContain('Channel “Shop” has been down since');
    expect(alarm?.href).toBe('/app/channels/7');
  });

  it('says that chats work while the CRM does not (R76)', () => {
    const crm = { ...WELL.crm!, since: '2026-03-02T09:00:00Z' };
    expect(told({ crm })[0]).toMatch(/^The CRM has not answered since .*; waiting: 2\. Chats work\.$/);
  });

  it('says since when the CRM lets nobody in, in the place of its silence', () => {
    const refusal = { code: 'no_access', text: null, since: '2026-03-02T09:00:00Z' };
    const [alarm, ...others] = told({ crm: { ...WELL.crm!, refusal, since: '2026-03-02T09:00:00Z' } });
    expect(alarm).toMatch(/^The CRM has not let Parley in since .*; waiting: 2\. Chats work\.$/);
    expect(others).toEqual([]);
  });

  it('names the clients whom nobody can take (R32) and what perhaps was sent (R72)', () => {
    const waiting = [{ id: '7', channel: 'Shop', clients: 5, integration: '1', people: [] }];
    const unknown = [{ chat: '81', channel: 'Shop', at: '2026-03-02T09:00:00Z' }];
    expect(told({ waiting, unknown })).toEqual([
      'Nobody to give new clients to: 5, channel “Shop”',
      'Unknown whether sent: 1',
    ]);
  });

  it('counts failed messages of all channels in one line', () => {
    const failed = [
      { channel: 'Shop', code: 'blocked', messages: 2, last: '2026-03-02T09:00:00Z' },
      { channel: 'Store', code: null, messages: 1, last: '2026-03-02T09:00:00Z' },
    ];
    expect(told({ failed })).toEqual(['Not sent in the last day: 3']);
  });

  it('warns before the disk is full', () => {
    expect(told({ server: { ...WELL.server, free: 5 } })).toEqual(['Disk space 5 %']);
  });
});
