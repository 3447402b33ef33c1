import { useTexts } from '../shared/loaded';
import { Skeleton } from '../shared/ui';
import { Invitation } from './Invitation';
import { SetUp } from './SetUp';

/** The pages that are seen once: the first run, and an invitation. */
export default function Arriving({ invited }: { invited: boolean }) {
  const spoken = useTexts((wanted) => (wanted === 'en' ? import('./texts/en.json') : import('./texts/ru.json')));
  if (!spoken) return <Skeleton rows={6} height={72} />;
  return invited ? <Invitation /> : <SetUp />;
}
