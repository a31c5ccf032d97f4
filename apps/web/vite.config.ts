import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const apiUrl = process.env.RAPPORT_API_URL ?? 'http://127.0.0.1:3000';
const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** Pages and other parts that are loaded by themselves. */
const MANY = 12;

export default defineConfig({
  root: source('.'),
  // Relative, so that one build serves an installation at the root of a host and one below a path (PUBLIC_URL).
  base: './',
  plugins: [react()],
  resolve: {
    // The libraries are read from source: the dashboard builds without building them first, and a change in one shows at once.
    alias: { '@rapport/common': source('../../libs/common/src/index.ts'), '@rapport/sdk': source('../../libs/sdk/src/index.ts') },
  },
  css: { modules: { localsConvention: 'camelCaseOnly' } },
  server: { port: 5173, proxy: { '/api': apiUrl, '/u': apiUrl, '^/f/': apiUrl, '/health': apiUrl } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // A browser takes a millisecond or two for each file, from its cache as well, and the automatic split makes some 150 of them for
          // one page. It is left what fewer pages share than MANY: taking more of that together costs more bytes than it saves.
          groups: [
            // What every page needs and what changes rarely is one long-lived file.
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|react-router|scheduler|@tanstack[\\/](react-query|query-core))[\\/]/,
              priority: 4,
            },
            { name: 'start', tags: ['$initial'], priority: 3 },
            { name: 'icons', test: /@tabler[\\/]icons-react/, minShareCount: 2, priority: 2 },
            { name: 'shared', minShareCount: MANY, priority: 1 },
          ],
        },
      },
    },
  },
});
