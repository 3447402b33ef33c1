import { defineConfig, mergeConfig } from 'vitest/config';
import vite from './vite.config.ts';

export default mergeConfig(
  vite,
  defineConfig({
    test: {
      environment: 'happy-dom',
      include: ['**/*.test.{ts,tsx}'],
      exclude: ['node_modules', 'dist'],
      // A guard against hanging, not a measure of speed.
      testTimeout: 60_000,
    },
  }),
);
