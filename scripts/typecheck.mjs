/** One compiler run per runtime, so that shared code is checked without DOM and Node types. */
import { spawnSync } from 'node:child_process'

let failed = false
for (const project of ['shared', 'renderer', 'server', 'electron', 'test']) {
  const run = spawnSync('tsc', ['-p', project], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  failed ||= run.status !== 0
}
process.exit(failed ? 1 : 0)
