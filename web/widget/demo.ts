import './demo.css';

/** The page's address names the channel: `/widget/demo/{key}`. The snippet is put in as a site's owner would paste it. */
const snippet = document.createElement('script');
snippet.async = true;
snippet.src = '/widget.js';
snippet.dataset.parley = location.pathname.split('/').at(-1) ?? '';
for (const [name, value] of new URLSearchParams(location.search)) snippet.dataset[name] = value;
document.body.append(snippet);
