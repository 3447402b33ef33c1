import { Suspense, lazy, useEffect, useRef, useState } from 'react';
import type { FieldMistake } from '../shared/api';
import { usePlace } from '../shared/hooks';
import { t } from '../shared/i18n';
import { useLoaded, type TextsOf } from '../shared/loaded';
import { parley } from '../shared/parley';
import { Button, Empty, Skeleton } from '../shared/ui';
import { reason, Spoken } from './common';
import { parts } from './compare';
import { changeChannel } from './form';
import { Access } from './integration/Access';
import { Advanced } from './integration/Advanced';
import { ChannelList } from './integration/ChannelList';
import { ClosedDeal } from './integration/ClosedDeal';
import { Contents } from './integration/Contents';
import { useEditing, type Answer } from './integration/editing';
import { GlobalChat } from './integration/GlobalChat';
import { Head } from './integration/Head';
import { NewClients } from './integration/NewClients';
import { Notices } from './integration/Notices';
import { OtherChannels } from './integration/OtherChannels';
import { Presets } from './integration/Presets';
import { Deleting, Leaving } from './integration/Questions';
import { Roles } from './integration/Roles';
import type { ChannelProps, SectionProps } from './integration/section';
import { Switcher } from './integration/Switcher';
import { Timeline } from './integration/Timeline';
import { mistakeText } from './integration/words';
import './settings.css';
import './integration.css';

const DryRunWindow = lazy(() => import('./integration/windows/DryRunWindow'));
const ConflictWindow = lazy(() => import('./integration/windows/ConflictWindow'));
const HistoryWindow = lazy(() => import('./integration/windows/HistoryWindow'));
const TestWindow = lazy(() => import('./integration/windows/TestWindow'));

const texts: TextsOf = (wanted) =>
  wanted === 'en' ? import('./integration/texts/en.json') : import('./integration/texts/ru.json');

/** «Интеграция с CRM»: one form over the whole document; nothing takes effect before it is saved. */
export default function Integration() {
  return (
    <Spoken texts={texts}>
      {() => <Loading id={usePlace().path[1] ?? parley.store.boot?.integration?.id ?? ''} />}
    </Spoken>
  );
}

function Loading({ id }: { id: string }) {
  const loaded = useLoaded<Answer>(`/integrations/${id}/settings`);
  const seen = useRef<{ answer: Answer | null; n: number }>({ answer: null, n: 0 });
  if (loaded.problem && !loaded.value)
    return (
      <Empty icon="warning">
        <p>{reason(loaded.problem)}</p>
        <div>
          <Button onClick={loaded.reload}>{t('retry')}</Button>
        </div>
      </Empty>
    );
  if (!loaded.value) return <Skeleton rows={8} height={56} />;
  // Whoever asks for the settings again wants the form as they are.
  if (seen.current.answer !== loaded.value) seen.current = { answer: loaded.value, n: seen.current.n + 1 };
  return <Page key={seen.current.n} id={id} answer={loaded.value} reload={loaded.reload} />;
}

function Page({ id, answer, reload }: { id: string; answer: Answer; reload: () => void }) {
  const editing = useEditing(id, answer, reload);
  const { form, known, findings, refused, conflict, firstSave } = editing;
  const scroller = useRef<HTMLDivElement>(null);
  const version = Number(parley.router.place.query.get('version')) || null;
  const [asking, setAsking] = useState<'delete' | 'history' | 'dry-run' | null>(version ? 'history' : null);
  const [chosen, setChosen] = useState(() => {
    const wanted = parley.router.place.query.get('channel');
    const first = form.channels.find((one) => one.id === wanted) ?? form.channels.find((one) => one.ticked);
    return (first ?? form.channels[0])?.id ?? '';
  });
  const channel = form.channels.find((one) => one.id === chosen);

  /** Opens the channel that the mistake is in, and goes to its field. */
  function show(mistake: FieldMistake): void {
    const [list, where] = parts(mistake.path);
    if (list === 'channels' && where && !mistake.path.endsWith('/name')) setChosen(where);
    setTimeout(() => goTo(scroller.current, mistake.path));
  }
  useEffect(() => {
    if (refused[0]) show(refused[0]);
  }, [refused]);
  // Explanations lead to the section that decides something.
  useEffect(() => {
    const wanted = parley.router.place.query.get('section');
    if (wanted) document.getElementById(`settings-${wanted}`)?.scrollIntoView();
  }, []);

  const section: SectionProps = {
    form,
    known,
    mistakes: Object.fromEntries(findings.map((one) => [one.path, mistakeText(one)])),
    onChange: editing.change,
    onFill: editing.fill,
  };
  const ofChannel: ChannelProps | null = channel
    ? {
        ...section,
        channel,
        change: (how) => editing.change(changeChannel(form, channel.id, how)),
      }
    : null;

  return (
    <main className="settings-page" data-pane tabIndex={-1}>
      <Head editing={editing} onAsk={setAsking} />
      <div className="scroller" ref={scroller}>
        <div className="settings-columns">
          <Contents scroller={scroller} onAsk={setAsking} />
          <div className="settings-body">
            <Notices editing={editing} onShow={show} />
            <ChannelList {...section} id={id} />
            {ofChannel && (
              <div className="settings-body">
                <Switcher form={form} chosen={chosen} onChoose={setChosen} />
                <OtherChannels form={form} known={known} chosen={chosen} onChoose={setChosen} />
                <Presets {...ofChannel} />
                <Roles {...ofChannel} key={`roles-${chosen}`} />
                <NewClients {...ofChannel} />
                <ClosedDeal {...ofChannel} />
              </div>
            )}
            <Access {...section} />
            <GlobalChat {...section} />
            <Timeline {...section} />
            <Advanced {...section} />
          </div>
        </div>
      </div>
      <Leaving editing={editing} />
      {asking === 'delete' && <Deleting editing={editing} onClose={() => setAsking(null)} />}
      <Suspense fallback={null}>
        {conflict && <ConflictWindow editing={editing} conflict={conflict} />}
        {asking === 'dry-run' && <DryRunWindow id={id} editing={editing} onClose={() => setAsking(null)} />}
        {asking === 'history' && (
          <HistoryWindow id={id} editing={editing} version={version} onClose={() => setAsking(null)} />
        )}
        {firstSave && (firstSave.test || firstSave.hints.length > 0) && (
          <TestWindow id={id} first={firstSave} onClose={() => editing.setFirstSave(null)} />
        )}
      </Suspense>
    </main>
  );
}

/** To the control at a path, or at the nearest place above it that is drawn. */
function goTo(page: HTMLElement | null, path: string): void {
  for (let at = path; at; at = at.slice(0, at.lastIndexOf('/'))) {
    const place = page?.querySelector<HTMLElement>(`[data-path="${CSS.escape(at)}"]`);
    if (!place) continue;
    place.scrollIntoView({ block: 'center' });
    (
      place.querySelector<HTMLElement>('[aria-invalid="true"]') ??
      place.querySelector<HTMLElement>('button, input, select')
    )?.focus();
    return;
  }
}
