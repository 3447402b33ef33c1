/** How the hub is, as `GET /health` says it, and what of it wants somebody's attention (UX 13). */
import { t, text } from '../shared/i18n';
import { dateAndTime } from '../shared/time';
import type { Texts } from '../shared/types';

export interface StuckJob {
  id: string;
  kind: string;
  state: 'dead' | 'unknown';
  error: string | null;
  at: string;
  attempts: number;
}

export interface HealthAnswer {
  channels: {
    id: string;
    name: string;
    state: string;
    reason: string | null;
    reasonText?: Texts | null;
    since: string;
    lastIn: string | null;
    lastOut: string | null;
  }[];
  waitingWork: number;
  failedWork: number;
  queues: { kind: string; jobs: number; tried: number; oldest: string; trouble: string | null }[];
  crm: {
    integration: string;
    type: string;
    /** Why the CRM does not let us in. */
    refusal?: { code: string; text?: Texts | null; since: string } | null;
    waiting: number;
    since: string | null;
    trouble: string | null;
    refreshedAt: string;
  } | null;
  waiting: {
    id: string;
    channel: string;
    clients: number;
    integration: string | null;
    people: { name: string; why: string }[];
  }[];
  failed: { channel: string; code: string | null; messages: number; last: string }[];
  unknown: { chat: string; channel: string; at: string }[];
  aside: { id: string; kind: string; channel: string | null; error: string; at: string }[];
  stuck: StuckJob[];
  /** Addresses that are off, or were not told everything. */
  webhooks: { url: string; off: string | null; dead: number }[];
  server: {
    version: string | null;
    database: string;
    databaseBytes: number;
    nodes: number;
    free: number;
    total: number;
  };
}

/** Less than this part of the disk free is an alarm. */
const SCARCE = 10;

export function freePercent(server: HealthAnswer['server']): number {
  return Math.round((server.free / Math.max(1, server.total)) * 100);
}

export function jobName(kind: string): string {
  return text(`health.job.${kind}`) ?? kind;
}

export interface Alarm {
  text: string;
  /** Where more is said, or something can be done. */
  href: string;
}

export function alarms(health: HealthAnswer): Alarm[] {
  const down = health.channels.filter((one) => one.state !== 'connected' && one.state !== 'disabled');
  const failed = health.failed.reduce((sum, one) => sum + one.messages, 0);
  const free = freePercent(health.server);
  const found: (Alarm | false)[] = [
    ...down.map((one) => ({
      text: t('health.channelDown', { c: one.name, time: dateAndTime(one.since) }),
      href: `/app/channels/${one.id}`,
    })),
    !!health.crm?.refusal && {
      text: t('health.crmRefused', { time: dateAndTime(health.crm.refusal.since), n: health.crm.waiting }),
      href: '#health-crm',
    },
    !!health.crm?.since &&
      !health.crm.refusal && {
        text: t('health.crmDown', { time: dateAndTime(health.crm.since), n: health.crm.waiting }),
        href: '#health-crm',
      },
    ...health.waiting.map((one) => ({
      text: t('health.nobodyOn', { n: one.clients, c: one.channel }),
      href: '#health-waiting',
    })),
    health.unknown.length > 0 && { text: t('health.unknown', { n: health.unknown.length }), href: '#health-sending' },
    failed > 0 && { text: t('health.failedAlarm', { n: failed }), href: '#health-sending' },
    health.failedWork > 0 && { text: t('health.notProcessed', { n: health.failedWork }), href: '#health-aside' },
    health.stuck.length > 0 && { text: t('health.stuckAlarm', { n: health.stuck.length }), href: '#health-stuck' },
    ...health.webhooks.map((one) => ({
      text: one.off ? t('health.webhookOff', { url: one.url }) : t('health.webhookDead', { url: one.url, n: one.dead }),
      href: '#health-webhooks',
    })),
    free < SCARCE && { text: t('health.diskFull', { p: free }), href: '#health-server' },
  ];
  return found.filter((one): one is Alarm => !!one);
}
