/** The form being edited: what was saved, what is changed, and everything that a press of a button asks of the server. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { ApiError, type FieldMistake } from '../../shared/api';
import { t } from '../../shared/i18n';
import { listen } from '../../shared/keys';
import { parley } from '../../shared/parley';
import { clock } from '../../shared/time';
import { toast } from '../../shared/ui';
import { losses } from '../access';
import { complain, reason } from '../common';
import { rebased, same, undone, valueAt, without } from '../compare';
import { documentOf, staff, ticked, type Document, type Known } from '../form';
import { listed } from './words';

export type Answer = Document & Known;

export interface Conflict {
  current: Document;
  by: string;
  at: string;
}

/** What the first save has set going (R62, R63). */
export interface FirstSave {
  test?: { channel: { id: string; type: string; name: string }; chat: string; seen: boolean } | null;
  hints: string[];
}

interface Refreshed {
  employees: number;
  added: number;
  left: string[];
  pipelines: number;
  stages: number;
  refreshedAt: string;
}

/** A mistake, and what stood in its field. */
interface Refused extends FieldMistake {
  value: unknown;
}

interface Saved {
  settings: Document;
  first?: FirstSave | null;
}

export interface Told {
  left: string[];
  failed: { reason: string; time: string } | null;
}

/** A channel that was just connected comes ticked; one that an explanation leads to stays as it is. */
function toTick(): string | null {
  const { query } = parley.router.place;
  return query.has('section') ? null : query.get('channel');
}

export function useEditing(id: string, first: Answer, reload: () => void) {
  const [known, setKnown] = useState<Known>(first);
  const [base, setBase] = useState(() => documentOf(first));
  const [form, setForm] = useState(() => ticked(base, toTick()));
  const [busy, setBusy] = useState<'saving' | 'refreshing' | null>(null);
  const [refused, setRefused] = useState<Refused[]>([]);
  const [notSaved, setNotSaved] = useState<string | null>(null);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [told, setTold] = useState<Told>({ left: [], failed: null });
  const [firstSave, setFirstSave] = useState<FirstSave | null>(null);
  const [leaving, setLeaving] = useState<{ decide: (go: boolean) => void } | null>(null);
  // What has been corrected since is no mistake any more; the server looks again.
  const findings = refused.filter((one) => same(one.value, valueAt(form, one.path)));
  const dirty = useMemo(() => !same(form, base), [form, base]);

  /** A change by hand. What it takes away from people besides is said aloud. */
  function change(next: Document): void {
    const { defaults, sliders } = losses(form, next);
    if (defaults.length) toast(t('settings.defaultLost', { names: listed(defaults, known) }));
    if (sliders.length) toast(t('settings.sliderLost', { names: listed(sliders, known) }));
    setForm(next);
    setNotSaved(null);
  }

  /** A change that fills much at once: it can be taken back for ten seconds. */
  function fill(next: Document, words: string, undo = t('settings.undo')): void {
    const before = form;
    setForm(next);
    toast({ text: words, action: { text: undo, run: () => setForm((now) => undone(before, next, now)) } });
  }

  async function save(document: Document = form): Promise<boolean> {
    setBusy('saving');
    setNotSaved(null);
    try {
      const done = await parley.api.send<Saved>('PUT', `/integrations/${id}/settings`, document);
      setBase(done.settings);
      // What was typed meanwhile stays on top.
      setForm((current) => rebased(form, current, done.settings));
      setRefused([]);
      setConflict(null);
      toast(t('settings.savedVersion', { n: done.settings.version }));
      setFirstSave(done.first ?? null);
      parley.router.setGuard(null);
      look().catch(complain);
      return true;
    } catch (problem) {
      const stale = problem instanceof ApiError && problem.status === 409;
      setNotSaved(stale ? t('settings.conflictHead') : reason(problem));
      if (stale) setConflict(problem.body as unknown as Conflict);
      else if (problem instanceof ApiError && problem.fields.length)
        setRefused(problem.fields.map((one) => ({ ...one, value: valueAt(document, one.path) })));
      else complain(problem);
      return false;
    } finally {
      setBusy(null);
    }
  }

  /** What stands beside the document: employees, pipelines, turns. */
  async function look(): Promise<Answer> {
    const fresh = await parley.api.get<Answer>(`/integrations/${id}/settings`);
    setKnown(fresh);
    return fresh;
  }

  async function refresh(): Promise<void> {
    setBusy('refreshing');
    try {
      const done = await parley.api.send<Refreshed>('POST', `/integrations/${id}/refresh`, {});
      const fresh = await look();
      const document = documentOf(fresh);
      // The CRM's own version takes those away who have left; anybody else's shows when this form is saved.
      const ours = !dirty || document.version <= base.version + (done.left.length ? 1 : 0);
      if (ours) setBase(document);
      const people = new Set(staff(fresh).map((one) => one.id));
      setForm((current) => without(ours ? rebased(base, current, document) : current, people));
      setTold({ left: done.left, failed: null });
      toast(
        t('settings.refreshedToast', {
          time: clock(done.refreshedAt),
          e: done.employees,
          added: done.added,
          left: done.left.length,
          p: done.pipelines,
          s: done.stages,
        }),
      );
    } catch (problem) {
      if (problem instanceof ApiError && problem.code === 'crm_silent')
        setTold({ left: [], failed: problem.args as { reason: string; time: string } });
      else complain(problem);
    } finally {
      setBusy(null);
    }
  }

  /** Something that changes what there is to edit: the page begins anew behind it. */
  async function act(doing: () => Promise<unknown>): Promise<void> {
    setBusy('refreshing');
    try {
      await doing();
      parley.router.setGuard(null);
      reload();
    } catch (problem) {
      complain(problem);
      setBusy(null);
    }
  }

  useEffect(() => {
    parley.router.setGuard(dirty ? () => new Promise<boolean>((decide) => setLeaving({ decide })) : null);
    return () => parley.router.setGuard(null);
  }, [dirty]);

  const saveNow = useRef<() => void>(() => undefined);
  saveNow.current = () => {
    if (dirty && !busy && !document.querySelector('dialog[open]')) void save();
  };
  useEffect(
    () =>
      listen(
        () => ({ 'Mod+KeyS': () => saveNow.current() }),
        () => false,
      ),
    [],
  );

  /** The same CRM comes back with its settings; another one has a page of its own. */
  function connected(now: string): void {
    parley.router.setGuard(null);
    if (now !== id) void parley.router.go(`/app/integrations/${now}`);
    reload();
  }

  return {
    known,
    base,
    form,
    dirty,
    busy,
    findings,
    refused,
    notSaved,
    conflict,
    told,
    firstSave,
    leaving,
    change,
    fill,
    save,
    refresh,
    connected,
    remove: () =>
      act(async () => {
        const done = await parley.api.send<{ leftInCrm: boolean } | undefined>('DELETE', `/integrations/${id}`);
        if (done?.leftInCrm) toast(t('settings.leftInCrm'));
      }),
    reload,
    setConflict,
    setFirstSave,
    setLeaving,
  };
}

export type Editing = ReturnType<typeof useEditing>;
