import './demo.css';

type Fields = Record<string, string>;

interface Chat {
  look(wanted: object): void;
  open(): void;
}

/** The page's address names the channel: `/widget/demo/{key}`. The snippet is put in as a site's owner would paste it. */
const snippet = document.createElement('script');
snippet.async = true;
snippet.src = '/widget.js';
snippet.dataset.parley = location.pathname.split('/').at(-1) ?? '';
for (const [name, value] of new URLSearchParams(location.search)) snippet.dataset[name] = value;
document.body.append(snippet);

/** The settings hold this page in a frame and say what is typed: it is shown, and saved by nobody. */
let opened = false;
addEventListener('message', ({ source, origin, data }) => {
  if (source !== parent || origin !== location.origin || data?.parley !== 'preview') return;
  const chat = (window as unknown as { ParleyChat?: Chat }).ParleyChat;
  chat?.look(look(data.fields as Fields));
  if (!opened) chat?.open();
  opened = chat !== undefined;
});

/** What is typed, as far as it can be seen; a colour that is not one yet changes nothing. */
function look(fields: Fields): object {
  const other = snippet.dataset.lang === 'ru' ? 'en' : 'ru';
  const { title, position, colour = '' } = fields;
  return {
    title: title || null,
    greeting: fields[`greeting_${snippet.dataset.lang}`] || fields[`greeting_${other}`] || null,
    position: position || 'right',
    ...(/^#[0-9a-f]{6}$/i.test(colour) && { colour, letters: lettersOn(colour) }),
  };
}

/** Which letters read better on the colour (the contrast of WCAG 2), as the server says it once the colour is saved. */
function lettersOn(colour: string): 'dark' | 'light' {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((place) => {
    const part = parseInt(colour.slice(place, place + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.056 ? 'light' : 'dark';
}
