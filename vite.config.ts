/** How the web application is built: `vite build` writes `dist/web`, which the server serves. */
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { browserContracts } from './src/server/web/browser-contracts.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  root: here('src/web'),
  base: '/',
  plugins: [react(), browserContracts()],
  resolve: {
    alias: [
      { find: /^#kernel\/(.*)$/, replacement: here('src/kernel/$1') },
      { find: /^#engines\/(.*)\/contract\.ts$/, replacement: here('src/engines/$1/contract.ts') },
      { find: '#insight/contract.ts', replacement: here('src/insight/contract.ts') },
      { find: /^#flow\/(.*)\/contract\.ts$/, replacement: here('src/flow/$1/contract.ts') },
    ],
  },
  build: {
    outDir: here('dist/web'),
    emptyOutDir: true,
    target: 'es2023',
    // The rules of the page allow no scripts in its text, and this would be one.
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // The rules of the page allow fonts and pictures from files of ours only.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      output: {
        // What every screen needs comes as one file, not as dozens that are asked for one after the other.
        codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] },
        // Contracts are read without compiling code: even to ask whether one may violates the rules of the page.
        intro: 'globalThis.__zod_globalConfig ??= { jitless: true }',
      },
    },
  },
})
