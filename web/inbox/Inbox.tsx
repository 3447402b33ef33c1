import { Empty } from '../shared/ui';

export function Inbox() {
  return <Empty icon="chat">…</Empty>;
}
