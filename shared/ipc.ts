import { z } from 'zod'
import type { DiskSpace, JournalContents, OpenedFile, PrintResult, SaveResult } from './host'
import { MAX_FILE_BYTES } from './host'
import type { IpcAbility } from './ipcChannels'
import { MAX_RECORD_BYTES } from './journal/frame'

const bytes = z
  .instanceof(Uint8Array)
  .refine((value) => value.byteLength <= MAX_FILE_BYTES, 'too many bytes')

/** Text for a title or a notice: one line, no control characters. */
const line = z
  .string()
  .max(256)
  .refine((value) => ![...value].some((letter) => letter.charCodeAt(0) < 0x20), 'not one line')

const journalRecord = z
  .instanceof(Uint8Array)
  .refine(({ length }) => length > 0 && length <= MAX_RECORD_BYTES, 'not a record')

const secretKey = z.string().regex(/^[a-z0-9.-]{1,64}$/)

/**
 * Arguments that the shell accepts, per ability, as the list that arrives. Unknown keys are
 * refused: a page that sends them does not mean what we think.
 */
export const IPC_ARGUMENTS = {
  saveFile: z.tuple([
    z.strictObject({
      suggestedName: z.string().min(1).max(255),
      mime: z.string().regex(/^[a-z]+\/[a-z0-9.+-]+$/),
      bytes,
    }),
  ]),
  openFile: z.tuple([
    z.strictObject({
      accept: z
        .array(z.string().regex(/^\.[a-z0-9]{1,8}$/))
        .min(1)
        .max(16),
      maxBytes: z.int().positive().max(MAX_FILE_BYTES).optional(),
    }),
  ]),
  printPdf: z.tuple([bytes, z.strictObject({ title: line.min(1) })]),
  notify: z.tuple([z.strictObject({ title: line.min(1), body: z.string().max(1024) })]),
  diskSpace: z.tuple([]),
  openExternal: z.tuple([z.string().max(8192)]),
  secretGet: z.tuple([secretKey]),
  secretSet: z.tuple([secretKey, z.string().max(64 * 1024)]),
  secretRemove: z.tuple([secretKey]),
  journalAppend: z.tuple([journalRecord]),
  journalRead: z.tuple([]),
  journalReplace: z.tuple([z.array(journalRecord), z.string().regex(/^\d{1,10}:\d{1,15}$/)]),
  journalSize: z.tuple([]),
} as const satisfies Record<IpcAbility, z.ZodType<readonly unknown[]>>

export type IpcArguments<A extends IpcAbility> = z.output<(typeof IPC_ARGUMENTS)[A]>

/** What each ability answers. */
export interface IpcResults {
  saveFile: SaveResult
  openFile: OpenedFile | undefined
  printPdf: PrintResult
  notify: boolean
  diskSpace: DiskSpace | undefined
  openExternal: boolean
  secretGet: string | undefined
  secretSet: void
  secretRemove: void
  journalAppend: void
  journalRead: JournalContents
  journalReplace: boolean
  journalSize: number
}

/** One handler per ability; a missing or extra one does not compile. */
export type IpcHandlers = {
  readonly [A in IpcAbility]: (...args: IpcArguments<A>) => Promise<IpcResults[A]>
}
