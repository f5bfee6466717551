// Starts, recognises and stops the central server for `npm start`.
import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export const PRODUCT = 'smile-loket'

/**
 * Who answers on the port: nobody, a server of ours, or something else.
 * @param {number} port
 * @returns {Promise<'free' | 'ours' | 'foreign'>}
 */
export async function findPortOwner(port) {
  if (await canListen(port)) return 'free'
  const version = await getJson(`http://127.0.0.1:${port}/version`)
  return version?.product === PRODUCT ? 'ours' : 'foreign'
}

/**
 * @param {{ root: string, port: number, dataFolder: string, env?: Record<string, string | undefined> }} options
 * @returns {{ child: import('node:child_process').ChildProcess, logPath: string }}
 */
export function startServer({ root, port, dataFolder, env = process.env }) {
  mkdirSync(dataFolder, { recursive: true })
  const logPath = join(dataFolder, 'server.log')
  const log = openSync(logPath, 'a')
  const child = spawn(process.execPath, [join(root, 'out/server/index.js')], {
    cwd: root,
    stdio: ['ignore', log, log],
    env: {
      NODE_ENV: 'production',
      SMILE_LOKET_MODE: 'practice',
      ...env,
      HOST: env.HOST ?? '127.0.0.1',
      PORT: String(port),
      SMILE_LOKET_DATA: dataFolder,
    },
  })
  closeSync(log)
  return { child, logPath }
}

/**
 * Waits until GET /health answers.
 * @param {number} port
 * @param {{
 *   child?: import('node:child_process').ChildProcess,
 *   patience?: number,
 *   onWaiting?: (seconds: number) => void,
 * }} [options]
 * @returns {Promise<boolean>} false when the server ended or never answered
 */
export async function waitForHealth(port, { child, patience = 120_000, onWaiting } = {}) {
  const started = Date.now()
  let lastWord = started
  while (Date.now() - started < patience) {
    if (child && (child.exitCode !== null || child.signalCode !== null)) return false
    if ((await fetchQuietly(`http://127.0.0.1:${port}/health`))?.ok) return true
    if (Date.now() - lastWord > 5_000) {
      lastWord = Date.now()
      onWaiting?.(Math.round((lastWord - started) / 1000))
    }
    await sleep(150)
  }
  return false
}

/**
 * Asks the server to finish; insists after `patience` milliseconds.
 * @param {import('node:child_process').ChildProcess} child
 */
export async function stopServer(child, patience = 10_000) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await Promise.race([ended, sleep(patience, undefined, { ref: false })])
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGKILL')
    await ended
  }
}

/** The last lines of the server's log, for a message about a failed start. */
export function tailOf(logPath, lines = 15) {
  try {
    return readFileSync(logPath, 'utf8').trimEnd().split('\n').slice(-lines).join('\n')
  } catch {
    return ''
  }
}

/** @returns {Promise<any>} parsed JSON, or undefined when there is none */
export async function getJson(url) {
  const response = await fetchQuietly(url)
  if (!response?.ok) return undefined
  return response.json().catch(() => undefined)
}

async function fetchQuietly(url) {
  return fetch(url, { signal: AbortSignal.timeout(3_000) }).catch(() => undefined)
}

function canListen(port) {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      probe.close(() => resolve(true))
    })
  })
}
