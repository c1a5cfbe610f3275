import { defineConfig } from 'vite';

/** The shell and its preload as CommonJS, which a sandboxed preload has to be; on the oldest Node that the shell is tested on. */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    outDir: 'out/shell',
    emptyOutDir: false,
    target: 'node18',
    rolldownOptions: {
      input: { main: 'src-main/shell/main.ts', preload: 'src-main/shell/preload/preload.ts' },
      external: ['electron', /^node:/],
      output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name].cjs' },
    },
  },
});
