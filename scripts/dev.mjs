// `npm run dev`: the application in the browser with changes shown at once. The server is rebuilt
// and restarted when its sources change; it keeps its data in .data.
import { spawn } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const vite = join(root, 'node_modules/vite/bin/vite.js')
const bundle = join(root, 'out/server/index.js')
const children = []

const startedAt = Date.now()
run([vite, 'build', '--config', 'vite.server.config.ts', '--watch'])
while (!existsSync(bundle) || statSync(bundle).mtimeMs < startedAt) await sleep(100)
run(['--watch', bundle], { SMILE_LOKET_MODE: 'practice', ...process.env })
run([vite, '--config', 'vite.renderer.config.ts'])

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    for (const child of children) child.kill('SIGTERM')
  })
}

function run(args, env = process.env) {
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: 'inherit' })
  children.push(child)
}
