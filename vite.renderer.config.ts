import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The page of the window, for the oldest Chromium that the shell is tested on. */
export default defineConfig({
  root: 'src-renderer',
  plugins: [react()],
  build: {
    outDir: '../out/renderer',
    emptyOutDir: true,
    target: 'chrome114',
    modulePreload: false,
    assetsInlineLimit: 0,
    // ECharts, which comes with the first chart.
    chunkSizeWarningLimit: 700,
  },
});
