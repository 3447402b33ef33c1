import { Instructions } from '../../channels/Instructions';
import { language } from '../../shared/i18n';
import { useLoaded } from '../../shared/loaded';
import { Notice } from '../../shared/ui';

export interface CrmType {
  type: string;
  name: Record<string, string>;
  about: Record<string, string>;
}

/** What has to be done in the CRM itself; nothing where there is nothing to do. */
export default function About({ crm }: { crm: string }) {
  const type = useLoaded<{ rows: CrmType[] }>('/crm-types').value?.rows.find((one) => one.type === crm);
  return type?.about[language()] ? (
    <Notice>
      <Steps type={type} />
    </Notice>
  ) : null;
}

export function Steps({ type }: { type: CrmType }) {
  const text = type.about[language()];
  return text ? <Instructions text={text.replaceAll('{origin}', location.origin)} /> : null;
}
