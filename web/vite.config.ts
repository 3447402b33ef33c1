import { defineConfig, type Plugin } from 'vite';

/** In development every path under /app/ is the same page, as the server has it in production. */
const onePage: Plugin = {
  name: 'parley-one-page',
  configureServer(server) {
    server.middlewares.use((request, _, next) => {
      if (/^\/app(\/[^.]*)?(\?.*)?$/.test(request.url ?? '')) request.url = '/app.html';
      next();
    });
  },
};

/** The loader stands on other people's pages as a plain script: nothing of it may leak into their globals. */
const plainScript: Plugin = {
  name: 'parley-plain-script',
  renderChunk: (code, chunk) => (chunk.name === 'widget' ? { code: `(()=>{${code}})();`, map: null } : null),
};

export default defineConfig({
  appType: 'mpa',
  plugins: [onePage, plainScript],
  oxc: { jsx: { runtime: 'automatic', importSource: 'react' } },
  resolve: {
    alias: [
      { find: /^react\/jsx-(dev-)?runtime$/, replacement: 'preact/jsx-runtime' },
      { find: /^react-dom\/client$/, replacement: 'preact/compat/client' },
      { find: /^react(-dom)?$/, replacement: 'preact/compat' },
    ],
  },
  server: {
    port: 5180,
    proxy: {
      '/api': { target: process.env.PARLEY_SERVER ?? 'http://localhost:5190', ws: true },
      '/m/': { target: process.env.PARLEY_SERVER ?? 'http://localhost:5190' },
    },
  },
  build: {
    target: 'es2022',
    assetsDir: 'assets',
    assetsInlineLimit: 0,
    manifest: true,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        app: 'app.html',
        embed: 'embed.html',
        'widget-frame': 'widget-frame.html',
        'widget-demo': 'widget-demo.html',
        widget: 'widget/loader.ts',
      },
      output: {
        entryFileNames: ({ name }) => (name === 'widget' ? 'widget.js' : 'assets/[name]-[hash].js'),
        // Few files at the start: what the visitor's chat shares with the application, then what all of its pages share.
        codeSplitting: {
          groups: [
            { name: 'base', priority: 2, test: /node_modules.preact|shared.(i18n|theme|mistakes)\.ts$/ },
            {
              name: 'core',
              priority: 1,
              test: /shared.[a-z0-9]+\.ts$|shared.ui.(?!Combobox|CopyLine|Switch|Table)\w+\.tsx?$|inbox.(\w+\.tsx?$|(thread|composer|list).\w+\.tsx?$|card.cards)|(shared.ui.ui|app.app|inbox.inbox|tokens|base)\.css$/,
            },
          ],
        },
      },
    },
  },
});
