/**
 * What the program may ask of the machine it runs on. Two implementations exist: the desktop
 * shell (preload puts it on `window.host`) and a plain browser (`renderer/host/browser`).
 * Screens ask `host.can`, never `host.kind`, before they offer something.
 */
export interface Host {
  readonly kind: HostKind
  /** What works here. Fixed for the life of the page. */
  readonly can: HostAbilities
  readonly appInfo: AppInfo
  /**
   * Writes a file where the person chooses. Without a save dialog (`can.saveDialog` false) the
   * file goes to the download folder.
   * @throws HostError DISK_FULL | WRITE_FAILED
   */
  saveFile(file: FileToSave): Promise<SaveResult>
  /**
   * Lets the person choose one file. `undefined` = cancelled.
   * @throws HostError FILE_TOO_LARGE | WRONG_FILE_TYPE | READ_FAILED
   */
  openFile(request: OpenFileRequest): Promise<OpenedFile | undefined>
  /**
   * Hands a PDF to the printer dialog. The answer says only what we know: no platform reports
   * reliably that paper came out, so the person confirms the last good number.
   */
  printPdf(bytes: Uint8Array, options: PrintOptions): Promise<PrintResult>
  /** Shows a notice of the operating system. `false` = not shown (not allowed, not supported). */
  notify(notice: Notice): Promise<boolean>
  /** Free space where our data lives. `undefined` where the host cannot know it truthfully. */
  diskSpace(): Promise<DiskSpace | undefined>
  /** Opens WhatsApp, telephone or mail. `false` = the address is not on the allow-list. */
  openExternal(url: string): Promise<boolean>
  /** Small secrets bound to this machine and person. Only where `can.secrets`. */
  readonly secrets?: Secrets
  /** The second, fsynced home of commands. Absent where the machine has no place for it. */
  readonly journal?: Journal
}

export type HostKind = 'electron' | 'browser'

export interface HostAbilities {
  /** Printing without a dialog. */
  readonly silentPrint: boolean
  /** The person chooses folder and name when saving. */
  readonly saveDialog: boolean
  /** An operating system key store really protects `secrets`. */
  readonly secrets: boolean
  /** `diskSpace` answers with a figure. */
  readonly diskSpace: boolean
  readonly notify: boolean
  /** `journal` is present. */
  readonly journal: boolean
}

export interface AppInfo {
  readonly version: string
  /** Operating system as the host names it (`linux`, `win32`, `darwin`, `web`). */
  readonly platform: string
  /** Origin of the central server, without a slash at the end. All requests start with it. */
  readonly serverUrl: string
}

export interface FileToSave {
  /** File name without folders. The host cleans it for the file system. */
  readonly suggestedName: string
  readonly mime: string
  readonly bytes: Uint8Array
}

export interface SaveResult {
  /** `false` = the person cancelled. */
  readonly saved: boolean
  /** Full path, where the host may know it (not in a browser). */
  readonly path?: string
}

export interface OpenFileRequest {
  /** Extensions with their dot in lower case, e.g. `['.xlsx', '.csv']`. */
  readonly accept: readonly string[]
  /** Larger files are refused before they are read. Default and ceiling: MAX_FILE_BYTES. */
  readonly maxBytes?: number
}

export interface OpenedFile {
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

export interface PrintOptions {
  /** Shown in the print queue; no personal data in it. */
  readonly title: string
}

export type PrintResult =
  /** The dialog was shown; whether paper came out is not known. */
  | { readonly status: 'dialog' }
  | { readonly status: 'cancelled' }
  | { readonly status: 'failed'; readonly reason: string }

export interface Notice {
  readonly title: string
  readonly body: string
}

export interface DiskSpace {
  readonly freeBytes: number
}

/** Keys match `[a-z0-9.-]{1,64}`. Values are text of at most 64 KiB. */
export interface Secrets {
  get(key: string): Promise<string | undefined>
  set(key: string, value: string): Promise<void>
  remove(key: string): Promise<void>
}

/**
 * Append-only file beside the browser database, one for all windows of this machine. Records are
 * opaque to the host, 1 byte to 8 MiB each.
 */
export interface Journal {
  /**
   * Resolves only when the record is on the disk, in the order of the calls; appends that wait for
   * each other share one flush.
   * @throws HostError DISK_FULL | WRITE_FAILED when the record may not be there
   */
  append(record: Uint8Array): Promise<void>
  /** Everything that is there, oldest first. A last record whose writing was cut is left out. */
  read(): Promise<JournalContents>
  /**
   * Puts other records in the place of all; a crash leaves the old or the new ones.
   * @param mark of the `read` that they were made from
   * @returns false when something was appended since, and nothing was changed
   */
  replace(records: readonly Uint8Array[], mark: string): Promise<boolean>
  /** Bytes in use. */
  size(): Promise<number>
}

export interface JournalContents {
  readonly records: readonly Uint8Array[]
  /** Names this state of the file; for `replace`. */
  readonly mark: string
  /** Something was damaged: every readable record is here, others may be missing. */
  readonly problem?: 'damaged'
}

/** Hard ceiling for files that pass through the host: 64 MiB. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024

export const HOST_ERROR_CODES = [
  'FILE_TOO_LARGE',
  'WRONG_FILE_TYPE',
  'READ_FAILED',
  'WRITE_FAILED',
  'DISK_FULL',
  'SECRETS_UNAVAILABLE',
  'BAD_REQUEST',
] as const
export type HostErrorCode = (typeof HOST_ERROR_CODES)[number]

/**
 * Error of a host ability. Only name and message survive the bridge between preload and page, so
 * the code is the first word of the message: read it with `findHostErrorCode`.
 */
export class HostError extends Error {
  override readonly name = 'HostError'
  readonly code: HostErrorCode

  constructor(code: HostErrorCode, detail = '') {
    super(detail === '' ? code : `${code}: ${detail}`)
    this.code = code
  }
}

/** The host error code in anything thrown by a Host method, on either side of the bridge. */
export function findHostErrorCode(error: unknown): HostErrorCode | undefined {
  const message = error instanceof Error ? error.message : String(error)
  const word = /(?:^|\s)([A-Z_]+)(?=$|:)/.exec(message)?.[1]
  return HOST_ERROR_CODES.find((code) => code === word)
}
