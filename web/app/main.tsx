import { createRoot } from 'react-dom/client';
import { parley } from '../shared/parley';
import { followLinks } from '../shared/router';
import '../shared/ui/ui.css';
import './app.css';
import { App } from './App';

addEventListener('online', () => parley.wake());
addEventListener('pageshow', () => parley.wake());
document.addEventListener('visibilitychange', () => !document.hidden && parley.wake());
followLinks(parley.router);

await parley.prepare();
const root = document.getElementById('app');
if (root) createRoot(root).render(<App />);
