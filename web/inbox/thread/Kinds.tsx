import { t } from '../../shared/i18n';
import { showPhone } from '../../shared/phone';
import type { MessageRow } from '../../shared/types';
import { Avatar, Icon, LinkButton } from '../../shared/ui';
import { show } from '../why';
import { canWriteFirst } from '../writeFirst';

/** A place on the map of whoever looks: nothing is loaded from elsewhere until the link is followed. */
export function Place({ row }: { row: MessageRow }) {
  const { latitude, longitude, title, address } = row.details ?? {};
  const known = latitude !== undefined && longitude !== undefined;
  const words = [title, address].filter(Boolean).join(' · ') || (known ? `${latitude}, ${longitude}` : row.text);
  const inside = (
    <>
      <span className="file-icon">
        <Icon name="pin" size={20} />
      </span>
      <span className="file-words">
        <span className="file-name">{t('kind.location')}</span>
        <span className="file-size">{words}</span>
      </span>
    </>
  );
  if (!known) return <span className="file">{inside}</span>;
  const map = `https://www.openstreetmap.org/?mlat=${encodeURIComponent(String(latitude))}&mlon=${encodeURIComponent(String(longitude))}#map=16/${encodeURIComponent(String(latitude))}/${encodeURIComponent(String(longitude))}`;
  return (
    <a className="file" href={map} target="_blank" rel="noreferrer">
      {inside}
      <Icon name="external" size={16} />
    </a>
  );
}

export function Contact({ row }: { row: MessageRow }) {
  const name = String(row.details?.name ?? row.text ?? t('kind.contact'));
  const phone = row.details?.phone ? String(row.details.phone) : '';
  return (
    <span className="file">
      <Avatar id={phone || name} name={name} size="middle" />
      <span className="file-words">
        <span className="file-name">{name}</span>
        {phone && <span className="file-size number">{showPhone(phone)}</span>}
        {phone && canWriteFirst() && (
          <LinkButton onClick={() => show({ kind: 'write', to: phone })}>{t('card.write')}</LinkButton>
        )}
      </span>
    </span>
  );
}
