import { t } from '../../shared/i18n';
import type { ChatRow } from '../../shared/types';
import type { MenuItem, Point } from '../../shared/ui';
import { copy, mute, noAnswerNeeded, openInCrm } from '../actions';
import { chatHref } from '../open';

/** The same choices in the row's menu and in the header's. */
export function chatMenu(row: ChatRow, why: () => void): MenuItem[] {
  return [
    ...(row.unanswered > 0 && row.access === 'WRITE'
      ? [{ text: t('row.noAnswer'), icon: 'check', run: () => void noAnswerNeeded(row.id) } as MenuItem]
      : []),
    row.muted
      ? { text: t('row.unmute'), icon: 'bell', run: () => void mute(row) }
      : { text: t('row.mute'), icon: 'mute', run: () => void mute(row) },
    { text: t('row.crm'), icon: 'external', run: () => void openInCrm(row.id) },
    { text: t('row.why'), icon: 'eye', run: why },
    {
      text: t('row.link'),
      icon: 'link',
      run: () => void copy(new URL(chatHref(row.id).split('?')[0] as string, location.href).href),
    },
  ];
}

export function pointOf(element: Element): Point {
  const box = element.getBoundingClientRect();
  return { left: box.left + 48, top: box.top, bottom: box.bottom - 12, right: box.right };
}
