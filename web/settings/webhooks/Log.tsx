import { useEffect, useState } from 'react';
import { t, text } from '../../shared/i18n';
import { useLoaded } from '../../shared/loaded';
import { parley } from '../../shared/parley';
import { dateAndTime } from '../../shared/time';
import { Button, Dialog, Empty, Menu, Notice, SelectField, Skeleton, Tag, TextField, toast } from '../../shared/ui';
import { complain, reason } from '../common';
import type { Delivery, WholeDelivery } from './types';
import { why } from './words';

const PAGE = 50;
const SHOWN = ['all', 'pending', 'dead', 'delivered', 'discarded'] as const;
const TONES = { pending: 'warn', again: 'warn', delivered: 'ok', dead: 'red', discarded: undefined } as const;

/** What was sent, newest first; a person sends it again or closes it. */
export function Log({ query, onChanged }: { query: string; onChanged: () => void }) {
  const [state, setState] = useState(query.includes('state=') ? '' : 'all');
  const [before, setBefore] = useState<string | null>(null);
  const [shown, setShown] = useState<Delivery[]>([]);
  const [opened, setOpened] = useState<Delivery | null>(null);
  const [closing, setClosing] = useState<Delivery | null>(null);
  const filter = state && state !== 'all' ? `&state=${state}` : '';
  const page = useLoaded<{ rows: Delivery[] }>(
    `/webhook-deliveries?limit=${PAGE}&${query}${filter}${before ? `&before=${before}` : ''}`,
  );
  const rows = page.value?.rows;
  useEffect(() => {
    if (rows)
      setShown((old) => (before ? [...old.filter((one) => !rows.some((row) => row.id === one.id)), ...rows] : rows));
  }, [rows]);

  function again(): void {
    setBefore(null);
    page.reload();
    onChanged();
  }

  async function redeliver(one: Delivery): Promise<void> {
    try {
      await parley.api.send('POST', `/webhook-deliveries/${one.id}/redeliver`, {});
      toast(t('webhooks.redelivered'));
      again();
    } catch (found) {
      complain(found);
    }
  }

  return (
    <>
      {state && (
        <SelectField
          label={t('webhooks.show')}
          value={state}
          choices={SHOWN.map((one) => ({
            value: one,
            text: t(`webhooks.delivery.${one}`),
          }))}
          onChange={(wanted) => {
            setBefore(null);
            setState(wanted);
          }}
        />
      )}
      {page.problem ? <Notice tone="red">{reason(page.problem)}</Notice> : null}
      {!rows && !page.problem && <Skeleton rows={3} height={48} />}
      {rows && !shown.length && <Empty>{t('webhooks.nothing')}</Empty>}
      <ul className="stack">
        {shown.map((one) => (
          <li key={one.id} className="settings-row">
            <div className="grow">
              <p>
                {dateAndTime(one.happenedAt)} ·{' '}
                {one.kinds.map((kind) => text(`webhooks.array.${kind}`) ?? kind).join(', ')}
                {one.items > 0 && ` (${one.items})`}
              </p>
              <p className="quiet small">
                {[
                  t('webhooks.attempts', { n: one.attempts }),
                  one.state !== 'delivered' && why(one.problem, one.problem === 'status' ? one.status : null),
                  one.nextAt && t('webhooks.next', { time: dateAndTime(one.nextAt) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </div>
            <Tag tone={TONES[one.state]}>{t(`webhooks.delivery.${one.state}`)}</Tag>
            <Menu
              label={t('webhooks.deliveryMenu', { time: dateAndTime(one.happenedAt) })}
              items={() => [
                { text: t('webhooks.look'), icon: 'search', run: () => setOpened(one) },
                ...(one.items > 0
                  ? [{ text: t('webhooks.redeliver'), icon: 'refresh' as const, run: () => void redeliver(one) }]
                  : []),
                ...(one.state === 'dead' || one.state === 'pending'
                  ? [{ text: t('webhooks.discard'), icon: 'trash' as const, danger: true, run: () => setClosing(one) }]
                  : []),
              ]}
            />
          </li>
        ))}
      </ul>
      {rows?.length === PAGE && (
        <div>
          <Button onClick={() => setBefore(shown.at(-1)?.id ?? null)}>{t('webhooks.more')}</Button>
        </div>
      )}
      {opened && <Whole id={opened.id} onClose={() => setOpened(null)} />}
      {closing && (
        <Discard
          row={closing}
          onClose={(done) => {
            setClosing(null);
            if (done) again();
          }}
        />
      )}
    </>
  );
}

/** What went out, and each answer. */
function Whole({ id, onClose }: { id: string; onClose: () => void }) {
  const whole = useLoaded<WholeDelivery>(`/webhook-deliveries/${id}`);
  return (
    <Dialog wide title={t('webhooks.look')} onClose={onClose}>
      {whole.problem ? <Notice tone="red">{reason(whole.problem)}</Notice> : null}
      <ul className="stack-tight">
        {whole.value?.log.map((one) => (
          <li key={one.at}>
            {dateAndTime(one.at)} · {one.status ?? why(one.problem)} · {t('webhooks.millis', { n: one.millis })}
            {one.answer && <code className="webhooks-address quiet small">{one.answer}</code>}
          </li>
        ))}
      </ul>
      {whole.value?.body && <pre className="webhooks-body scroller">{whole.value.body}</pre>}
    </Dialog>
  );
}

function Discard({ row, onClose }: { row: Delivery; onClose: (done: boolean) => void }) {
  const [why, setWhy] = useState('');
  const [problem, setProblem] = useState<unknown>(null);

  async function discard(): Promise<void> {
    try {
      await parley.api.send('POST', `/webhook-deliveries/${row.id}/discard`, { reason: why });
      onClose(true);
    } catch (found) {
      setProblem(found);
    }
  }

  return (
    <Dialog
      title={t('webhooks.discard')}
      onClose={() => onClose(false)}
      actions={
        <>
          <Button onClick={() => onClose(false)}>{t('cancel')}</Button>
          <Button kind="danger" disabled={!why.trim()} onClick={() => void discard()}>
            {t('webhooks.discard')}
          </Button>
        </>
      }
    >
      <p>{t('webhooks.discardAsk')}</p>
      <TextField
        label={t('webhooks.discardWhy')}
        value={why}
        error={problem ? reason(problem) : null}
        onChange={setWhy}
      />
    </Dialog>
  );
}
