import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/* Built into dist/web, which the API serves. Everything is bundled: the page asks no other origin for anything. */
export default defineConfig({
  plugins: [react()],
  build: { outDir: '../../dist/web', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 900, modulePreload: { polyfill: false } },
  server: { proxy: { '/api': 'http://127.0.0.1:7400' } },
});
