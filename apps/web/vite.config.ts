import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const apiUrl = process.env.RAPPORT_API_URL ?? 'http://127.0.0.1:3000';
const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

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
          // What every page needs and what changes rarely is one long-lived file. The rest, the kit included, is left to the automatic
          // split, which loads for each page exactly what it uses: groups of the kit's parts were tried and cost 8 to 14 kB more on Home.
          groups: [
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|react-router|scheduler|@tanstack[\\/](react-query|query-core))[\\/]/,
            },
          ],
        },
      },
    },
  },
});
