import { text } from '../../shared/i18n';
import { clock } from '../../shared/time';
import type { MessageRow } from '../../shared/types';
import { readable } from '../names';

/** What happened to the chat, between its messages. */
export function SystemLine({ row }: { row: MessageRow }) {
  const { system } = row;
  const words = (system && text(`system.${system.code}`, readable(system.args))) ?? row.text ?? system?.code ?? '';
  return (
    <li className="system" data-key={row.id}>
      <span>
        {words} <time dateTime={row.at}>{clock(row.at)}</time>
      </span>
    </li>
  );
}
