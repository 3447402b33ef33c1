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

export default defineConfig({
  appType: 'mpa',
  plugins: [onePage],
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
    rollupOptions: { input: { app: 'app.html' } },
  },
});
