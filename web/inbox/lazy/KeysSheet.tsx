import { useKey } from '../../shared/hooks';
import { t, type TextKey } from '../../shared/i18n';
import { parley } from '../../shared/parley';
import { Check, Dialog } from '../../shared/ui';
import { complain } from '../actions';

const mac = /Mac|iPhone|iPad/.test(navigator.platform);
const mod = mac ? '⌘' : 'Ctrl';
const alt = mac ? '⌥' : 'Alt';

const SHEET: [group: TextKey, rows: [keys: string[][], does: TextKey][]][] = [
  [
    'keys.moving',
    [
      [[['↑'], ['↓'], ['j'], ['k']], 'keys.choose'],
      [[['Home'], ['End'], ['PgUp'], ['PgDn']], 'keys.far'],
      [[['Enter']], 'keys.toComposer'],
      [[['Esc']], 'keys.toList'],
      [
        [
          [alt, '↑'],
          [alt, '↓'],
        ],
        'keys.neighbour',
      ],
      [[[alt, 'Shift', '↓']], 'keys.nextUnanswered'],
      [[['F6'], ['Shift', 'F6']], 'keys.panes'],
    ],
  ],
  [
    'keys.finding',
    [
      [[['/'], [mod, 'K']], 'keys.search'],
      [[[mod, 'Shift', 'F']], 'keys.searchChat'],
    ],
  ],
  [
    'keys.chat',
    [
      [[['r'], ['↑'], ['↓'], ['Enter']], 'keys.quote'],
      [[['↑']], 'keys.edit'],
      [[[alt, 'N']], 'keys.noAnswer'],
      [[[alt, 'C']], 'keys.channel'],
      [[[alt, 'V']], 'keys.voice'],
      [[['i']], 'keys.card'],
      [[['w']], 'keys.why'],
      [[['g'], ['s']], 'keys.settings'],
      [[['?']], 'keys.this'],
    ],
  ],
];

export function KeysSheet({ onClose }: { onClose: () => void }) {
  useKey('preferences');
  return (
    <Dialog title={t('keys.title')} onClose={onClose} wide>
      <div className="keys">
        {SHEET.map(([group, rows]) => (
          <section key={group}>
            <h3>{t(group)}</h3>
            <dl>
              {rows.map(([combinations, does]) => (
                <div key={does}>
                  <dt>
                    {combinations.map((keys) => (
                      <span key={keys.join()} className="combination">
                        {keys.map((key) => (
                          <kbd key={key}>{key}</kbd>
                        ))}
                      </span>
                    ))}
                  </dt>
                  <dd>{t(does)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <Check
        label={t('keys.letters')}
        help={t('keys.lettersHelp')}
        checked={parley.preferences.letters !== false}
        onChange={(letters) => void parley.prefer({ letters }).catch(complain)}
      />
    </Dialog>
  );
}
