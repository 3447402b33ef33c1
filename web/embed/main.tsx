import { createRoot } from 'react-dom/client';
import { parley } from '../shared/parley';
import '../shared/ui/ui.css';
import '../app/app.css';
import { Embed } from './Embed';
import { Session } from './session';
import { EmbeddedWindow } from './window';

addEventListener('online', () => parley.wake());
addEventListener('pageshow', () => parley.wake());
document.addEventListener('visibilitychange', () => !document.hidden && parley.wake());

// Before anything else: the code leaves the address at once.
const proof = Session.proof(location, history);
await parley.prepare();
const embedded = new EmbeddedWindow(new Session());
const root = document.getElementById('app');
if (root) createRoot(root).render(<Embed embedded={embedded} />);
void embedded.open(proof);
