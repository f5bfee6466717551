/**
 * A device of the product (its database, journal and sync, without screens) in a real Chromium with
 * its profile on the disk, against a real server process on a PostgreSQL that writes to disk, with
 * the practice branch many times over. In the same run PouchDB in the same browser against a
 * CouchDB-like server of its own that keeps everything in memory: documents, without rules, roles
 * or stored outcomes, so it does less; it has nothing like the replay of waiting work.
 *
 * `BENCH_TIMES=10` makes the branch smaller, `BENCH_PUSH` the outbox, `BENCH_ROUNDS` fewer. The
 * peer's first fetch is measured on `PEER_DOCS` documents and compared by the row.
 */
import { spawn } from 'node:child_process'
import type { Page } from '@playwright/test'
import { Colleague } from './device/colleague'
import { newWorker } from './device/newWorker'
import { practicePerson, Stage } from './device/stage'
import { median, percentile } from './measure'

const TIMES = Number(process.env['BENCH_TIMES'] ?? '100')
const PUSH = Number(process.env['BENCH_PUSH'] ?? '5000')
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? '5')
const SAVES = 100
const WAITING = 500
const FOREIGN_ROWS = 2_000
const PEER_DOCS = 10_000

const stage = new Stage()
try {
  console.log(JSON.stringify(await measure(), null, 2))
} finally {
  await stage.clear()
}

async function measure(): Promise<object> {
  const server = await stage.startServer(TIMES, await stage.buildDevicePage())
  const couchUrl = await startCouch()
  const page = await stage.openDevicePage(server)
  const officer = practicePerson('AR')
  await page.evaluate(([name, secret]) => window.device.signIn(name!, secret!), [
    officer.username,
    officer.password,
  ] as const)

  const first = await page.evaluate(() => window.device.pull())
  const rows = await page.evaluate(() => window.device.rows())
  say(`first fetch: ${rows} rows, ${Math.round(first.ms)} ms`)
  await addDocuments(couchUrl, 'first', PEER_DOCS)
  const peerFirst = await page.evaluate((url) => window.peer.bootstrap(url), `${couchUrl}/first`)
  say(`peer: ${peerFirst.docs} documents, ${Math.round(peerFirst.ms)} ms`)

  const colleague = new Colleague(server.url)
  await colleague.signIn(officer)
  const saves: number[] = []
  const peerSaves: number[] = []
  const rebases: number[] = []
  const pulls: number[] = []
  const peerPulls: number[] = []
  const longest: number[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const saved = await page.evaluate((count) => window.device.save(count), SAVES)
    const peerSaved = await page.evaluate((count) => window.peer.save(count), SAVES)
    await settle(page)

    await page.evaluate((count) => window.device.fill(count), WAITING)
    await colleague.importWorkers(1)
    const rebase = await page.evaluate(() => window.device.pull())
    await settle(page)

    await colleague.importWorkers(FOREIGN_ROWS / 2)
    const pull = await page.evaluate(() => window.device.pull())
    await addDocuments(couchUrl, `pull${round}`, FOREIGN_ROWS)
    const peerPull = await page.evaluate((url) => window.peer.pull(url), `${couchUrl}/pull${round}`)
    say(`round ${round}: rebase ${Math.round(rebase.ms)}, pull ${Math.round(pull.ms)} ms`)
    // The first one warms everything up and does not count.
    if (round === 0) continue
    saves.push(...saved)
    peerSaves.push(...peerSaved)
    rebases.push(rebase.ms)
    pulls.push(pull.ms)
    longest.push(pull.longestTaskMs)
    peerPulls.push(peerPull.ms)
  }

  await page.evaluate((count) => window.device.fill(count), PUSH)
  const push = await page.evaluate(() => window.device.push())
  const settled = await page.evaluate(() => window.device.pull())
  if ((await page.evaluate(() => window.device.waiting())) > 0) throw new Error('work still waits')
  await page.evaluate((count) => window.peer.fill(count), PUSH)
  await put(`${couchUrl}/push`)
  const peerPush = await page.evaluate((url) => window.peer.push(url), `${couchUrl}/push`)
  if (push.sent !== PUSH || peerPush.docs < PUSH) throw new Error('not everything was sent')

  const rate = (count: number, ms: number) => Math.round((count * 1000) / ms)
  return {
    benchmark: 'sync',
    practiceBranchTimes: TIMES,
    saveMs: { p50: median(saves), p95: percentile(saves, 95) },
    peerSaveMs: { p50: median(peerSaves), p95: percentile(peerSaves, 95) },
    rebaseOf500Ms: median(rebases),
    pullOf2000Ms: median(pulls),
    pullLongestTaskMs: median(longest),
    peerPullOf2000Ms: median(peerPulls),
    pullToPeer: median(pulls.map((time, round) => time / (peerPulls[round] ?? 0))),
    push: { commands: push.sent, ms: Math.round(push.ms), perSecond: rate(push.sent, push.ms) },
    settleMs: Math.round(settled.ms),
    peerPush: { docs: peerPush.docs, perSecond: rate(peerPush.docs, peerPush.ms) },
    bootstrap: { rows, ms: Math.round(first.ms), rowsPerSecond: rate(rows, first.ms) },
    peerBootstrap: { docs: peerFirst.docs, perSecond: rate(peerFirst.docs, peerFirst.ms) },
  }
}

async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await window.device.push()
    await window.device.pull()
  })
}

async function startCouch(): Promise<string> {
  const child = spawn(process.execPath, ['test/bench/device/couch.mjs'], { cwd: process.cwd() })
  stage.onClear(() => void child.kill())
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  }
  for (;;) {
    const url = /couch: (\S+)/.exec(output)?.[1]
    if (url) return url
    if (child.exitCode !== null) throw new Error(output)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function put(url: string): Promise<void> {
  const response = await fetch(url, { method: 'PUT' })
  if (!response.ok) throw new Error(await response.text())
}

/** A new database with so many documents in the size of our rows. */
async function addDocuments(couchUrl: string, name: string, count: number): Promise<void> {
  await put(`${couchUrl}/${name}`)
  for (let from = 0; from < count; from += 1000) {
    const docs = Array.from({ length: Math.min(1000, count - from) }, (_, n) => ({
      _id: `${name}-${from + n}`,
      ...newWorker(from + n),
    }))
    const response = await fetch(`${couchUrl}/${name}/_bulk_docs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ docs }),
    })
    if (!response.ok) throw new Error(await response.text())
  }
}

function say(line: string): void {
  console.error(line)
}
