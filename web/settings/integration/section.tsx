/** What the sections of the page share. */
import { useState, type ReactNode } from 'react';
import { t } from '../../shared/i18n';
import { Button, TextField } from '../../shared/ui';
import type { ChannelForm, Document, Known } from '../form';

export interface SectionProps {
  form: Document;
  known: Known;
  /** Words of the mistakes, by their paths. */
  mistakes: Record<string, string>;
  onChange: (form: Document) => void;
  /** Fills much at once, and says so with a way back. */
  onFill: (form: Document, words: string, undo?: string) => void;
}

export interface ChannelProps extends SectionProps {
  channel: ChannelForm;
  /** A change to the chosen channel. */
  change: (how: (channel: ChannelForm) => ChannelForm) => void;
}

export function Section(props: { id: string; head: string; help?: ReactNode; children: ReactNode }) {
  const { id, head, help, children } = props;
  return (
    <section className="panel settings-section" id={id} aria-labelledby={`${id}-head`}>
      <div className="settings-title">
        <h2 id={`${id}-head`} tabIndex={-1}>
          {head}
        </h2>
        {help && <p className="quiet">{help}</p>}
      </div>
      {children}
    </section>
  );
}

const SLICE = 50;
const FEW = 30;

/**
 * A long list of people: found by name, and drawn fifty at a time, so that a thousand employees stay quick.
 * `more` is the button behind the list.
 */
export function useFound<T extends { name: string }>(people: T[], few = FEW) {
  const [wanted, setWanted] = useState('');
  const [most, setMost] = useState(SLICE);
  const lower = wanted.trim().toLocaleLowerCase();
  const found = lower ? people.filter((one) => one.name.toLocaleLowerCase().includes(lower)) : people;
  return {
    found,
    shown: found.slice(0, most),
    search: people.length > few && (
      <TextField
        type="search"
        label={t('settings.findEmployee')}
        value={wanted}
        onChange={(typed) => {
          setWanted(typed);
          setMost(SLICE);
        }}
      />
    ),
    more: found.length > most && (
      <Button onClick={() => setMost(most + SLICE)}>{t('settings.showMore', { n: found.length - most })}</Button>
    ),
    none: !found.length && people.length > 0 && <p className="quiet">{t('nothing')}</p>,
  };
}
