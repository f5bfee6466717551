import { CHUNK_BYTES, type UploadState } from '#shared/attachments/content'
import type { Store } from '../store/database'
import { dropOldFiles, findFile, listOutstanding, noteFile } from '../store/files'
import { reportTrouble } from '../store/reportTrouble'
import { isRefusal, type AttachmentTransport } from './attachments'
import { backoffMs } from './backoff'
import { HttpFailure } from './httpFailure'
import { sha256Of } from './sha256'
import { Waker } from './waker'

export interface UploadDeps {
  readonly store: Store
  readonly transport: AttachmentTransport
  isSignedIn(): boolean
  /** A file is complete on the server: a pull brings the news. */
  onStored(): void
  /** Epoch milliseconds. */
  now(): number
  /** 0 ≤ x < 1 */
  random(): number
}

/**
 * Contents that the server has are kept at hand for so long, and as long as sent commands are: a
 * server that was restored from its backup gets both again.
 */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000
const POLL_MS = 60_000

/**
 * Sends the contents of documents, one file and one piece at a time, beside the sync of commands
 * and never in its way. Runs in the one window that leads; ends with the signal and never throws.
 */
export class Uploads {
  readonly #waker = new Waker()
  #failures = 0
  /** Complete on the server; only the pull is missing. */
  readonly #told = new Set<string>()

  constructor(private readonly deps: UploadDeps) {}

  /** Commands have just been sent and data received: a good moment to look, or to try again. */
  poke(): void {
    this.#waker.wake()
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#waker.reset()
      try {
        if (this.deps.isSignedIn()) await this.round(signal)
        this.#failures = 0
        await this.#waker.wait(POLL_MS, signal)
      } catch (error) {
        if (signal.aborted) return
        if (!(error instanceof HttpFailure)) reportTrouble('a file could not be sent', error)
        this.#failures += 1
        await this.#waker.wait(backoffMs(this.#failures, this.deps.random()), signal)
      }
    }
  }

  /** Sends all that waits; a damaged file is set aside. @throws HttpFailure */
  async round(signal: AbortSignal): Promise<void> {
    const { store, now } = this.deps
    await dropOldFiles(new Date(now() - KEPT_MS).toISOString(), store)
    let stored = false
    for (const { sha256, damaged } of await listOutstanding(store)) {
      if (!damaged && (await this.#send(sha256, signal))) stored = true
    }
    if (stored) this.deps.onStored()
  }

  /** @returns true when the file has just been completed */
  async #send(sha256: string, signal: AbortSignal): Promise<boolean> {
    const { store, transport, now } = this.deps
    let state = await transport.ask(sha256, signal)
    if (!state) return false
    if (!state.complete) {
      // Also told before: the server has been set back to a backup without this file.
      this.#told.delete(sha256)
      state = await this.#sendPieces(sha256, state, signal)
    }
    if (!state?.complete || this.#told.has(sha256)) return false
    const keptAt = new Date(now()).toISOString()
    await noteFile(sha256, { keptAt }, store)
    this.#told.add(sha256)
    return true
  }

  /** @returns `undefined` when what is kept here is not this file any more */
  async #sendPieces(
    sha256: string,
    from: UploadState,
    signal: AbortSignal,
  ): Promise<UploadState | undefined> {
    const { store, transport } = this.deps
    const file = await findFile(sha256, store)
    if (!file || (await sha256Of(file.bytes)) !== sha256) {
      return this.#setAside(sha256, 'a kept file has changed')
    }
    let state = from
    while (!state.complete) {
      const { offset } = state
      await noteFile(sha256, { sent: offset }, store)
      const piece = file.bytes.slice(offset, offset + CHUNK_BYTES)
      try {
        state = await transport.put(sha256, offset, piece, signal)
      } catch (error) {
        // The server has thrown it away: its bytes are not what its document promised.
        if (isRefusal(error, 'WRONG_CONTENT')) return this.#setAside(sha256, error)
        throw error
      }
    }
    await noteFile(sha256, { sent: file.bytes.length }, store)
    return state
  }

  async #setAside(sha256: string, why: unknown): Promise<undefined> {
    reportTrouble('a file is damaged and can only be attached again', why)
    await noteFile(sha256, { damaged: true }, this.deps.store)
  }
}
