import { fileURLToPath } from 'node:url'
import { defineConfig } from 'electron-vite'
import packageJson from './package.json' with { type: 'json' }
import renderer from './vite.renderer.config'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  main: {
    define: { __APP_VERSION__: JSON.stringify(packageJson.version) },
    build: {
      outDir: at('out/main'),
      minify: true,
      sourcemap: true,
      // Bundled whole: the package ships no node_modules.
      externalizeDeps: false,
      rollupOptions: {
        input: { index: at('electron/main/index.ts') },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: at('out/preload'),
      minify: true,
      externalizeDeps: false,
      rollupOptions: {
        input: { index: at('electron/preload/index.ts') },
        // A sandboxed preload script must be CommonJS.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer,
})
