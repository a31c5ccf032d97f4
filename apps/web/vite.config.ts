import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const apiUrl = process.env.RAPPORT_API_URL ?? 'http://127.0.0.1:3000';
const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: source('.'),
  plugins: [react()],
  resolve: {
    // The libraries are read from source: the dashboard builds without building them first, and a change in one shows at once.
    alias: { '@rapport/common': source('../../libs/common/src/index.ts'), '@rapport/sdk': source('../../libs/sdk/src/index.ts') },
  },
  css: { modules: { localsConvention: 'camelCaseOnly' } },
  server: { port: 5173, proxy: { '/api': apiUrl, '/u': apiUrl, '/health': apiUrl } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        // Shared parts of the kit are named after every page that uses them, which would make for very long file names.
        chunkFileNames: (chunk) => (chunk.name.startsWith('kit~') ? 'assets/kit-[hash].js' : 'assets/[name]-[hash].js'),
        codeSplitting: {
          // What every page needs changes rarely: one long-lived file for React, one for the kit's core. Everything heavy (charts, editors,
          // dropzone, dates) is left to the automatic split, so that only the route that uses it loads it.
          groups: [
            {
              name: 'react',
              test: /node_modules[\\/](react|react-dom|react-router|scheduler|@tanstack[\\/](react-query|query-core))[\\/]/,
              priority: 20,
            },
            {
              name: 'kit',
              test: /node_modules[\\/](@mantine[\\/](core|hooks|notifications|modals)|@floating-ui|clsx)[\\/]/,
              priority: 10,
              entriesAware: true,
              entriesAwareMergeThreshold: 1_500,
            },
          ],
        },
      },
    },
  },
});
