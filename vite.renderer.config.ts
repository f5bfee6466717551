import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import packageJson from './package.json' with { type: 'json' }

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** Not pages of the program but answers of the server: the service worker keeps out of them. */
const SERVER_ROUTES = ['sync', 'auth', 'leases', 'devices', 'practice', 'health', 'version']

/** Optional helpers of jsPDF for HTML input. We draw text and lines only; they weigh 380 kB. */
const UNUSED_BY_JSPDF = ['html2canvas', 'dompurify', 'canvg']

/**
 * Tells the validator not to compile schemas with `new Function`. Our content policy forbids that
 * anyway, but the mere attempt is reported as a violation, also from workers, and would hide a
 * real one.
 */
const withoutEvaluation = (): Plugin => ({
  name: 'zod-without-evaluation',
  transform(code, id) {
    if (!/[\\/]zod[\\/]v4[\\/]core[\\/]core\.js$/.test(id)) return undefined
    return { code: `${code}\nglobalConfig.jitless = true\n`, map: null }
  },
})

/**
 * The application that people see: one build for the desktop shell and for the browser. Used by
 * electron.vite.config.ts, and alone (`vite -c vite.renderer.config.ts`) to develop in a browser
 * beside a running server.
 */
export default defineConfig({
  root: at('renderer'),
  // Relative, so that the same files work under app://bundle/ and under /app/ of the server.
  base: './',
  publicDir: at('renderer/public'),
  define: { __APP_VERSION__: JSON.stringify(packageJson.version) },
  resolve: {
    alias: UNUSED_BY_JSPDF.map((find) => ({ find, replacement: at('renderer/host/unused.ts') })),
  },
  worker: { format: 'es', plugins: () => [withoutEvaluation()] },
  server: {
    proxy: Object.fromEntries(
      SERVER_ROUTES.map((route) => [
        `^/${route}(/|$|\\?)`,
        process.env['SMILE_LOKET_SERVER'] ?? 'http://127.0.0.1:4310',
      ]),
    ),
  },
  build: {
    outDir: at('out/renderer'),
    emptyOutDir: true,
    minify: true,
    target: 'es2023',
    chunkSizeWarningLimit: 1500,
    // Fonts as files: the content policy then needs no exception and the worker caches them.
    assetsInlineLimit: 0,
    rollupOptions: { input: at('renderer/index.html') },
  },
  plugins: [
    withoutEvaluation(),
    react(),
    VitePWA({
      strategies: 'generateSW',
      injectRegister: null,
      registerType: 'prompt',
      scope: './',
      includeAssets: ['favicon.svg', 'apple-touch-icon.png'],
      manifest: {
        name: 'SMILE Loket',
        short_name: 'SMILE Loket',
        description: 'Loket kantor cabang yang tetap bekerja tanpa jaringan.',
        lang: 'id',
        dir: 'ltr',
        id: './',
        start_url: './',
        scope: './',
        display: 'standalone',
        background_color: '#F5F7F6',
        theme_color: '#0F5C3F',
        icons: [
          { src: './icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: './icon-512.png', sizes: '512x512', type: 'image/png' },
          {
            src: './icon-maskable-512.png',
            sizes: '512x512',
            type: 'image/png',
            purpose: 'maskable',
          },
          { src: './favicon.svg', sizes: 'any', type: 'image/svg+xml' },
        ],
      },
      workbox: {
        // Everything a journey may need offline, also what no page has asked for yet.
        globPatterns: ['**/*.{js,mjs,css,html,svg,png,woff2,ttf,wasm,xlsx}'],
        navigateFallback: 'index.html',
        navigateFallbackDenylist: SERVER_ROUTES.map((route) => new RegExp(`^/${route}(/|$)`)),
        // The first page must be controlled at once, or going offline during the first visit
        // breaks whatever is loaded later.
        clientsClaim: true,
        // A new version waits until the person agrees.
        skipWaiting: false,
        cleanupOutdatedCaches: true,
        maximumFileSizeToCacheInBytes: 12 * 1024 * 1024,
      },
    }),
  ],
})
