import { useTexts } from '../../shared/loaded';
import { show, type Over } from '../why';
import { Decisions } from './Decisions';
import { Find } from './Find';
import { KeysSheet } from './KeysSheet';
import { Lightbox } from './Lightbox';
import { Templates } from './Templates';
import { Why } from './Why';
import { WriteFirst } from './WriteFirst';
import './overlay.css';

export default function Overlay({ over }: { over: Over }) {
  const spoken = useTexts((wanted) => (wanted === 'en' ? import('../texts/en.json') : import('../texts/ru.json')));
  if (!spoken) return null;
  const close = () => show(null);
  switch (over.kind) {
    case 'why':
      return <Why key={over.chat} chat={over.chat} at={over.at} onClose={close} />;
    case 'decisions':
      return <Decisions chat={over.chat} onClose={close} />;
    case 'write':
      return <WriteFirst to={over.to ?? ''} network={over.network} onClose={close} />;
    case 'templates':
      return <Templates chat={over.chat} channel={over.channel} onClose={close} />;
    case 'keys':
      return <KeysSheet onClose={close} />;
    case 'find':
      return <Find chat={over.chat} tab={over.tab} onClose={close} />;
    case 'pictures':
      return <Lightbox files={over.files} start={over.at} onClose={close} />;
  }
}
