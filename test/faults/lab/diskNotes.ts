import type { NoteResult } from '../../../renderer/sync/journal/workJournal'

/** What the page on the small disk tells the test process, in this order. */
export type DiskNote =
  | {
      readonly kind: 'opened'
      /** Who this computer is, and how much waits on it. */
      readonly deviceId: string
      readonly waiting: number
      /** The browser has promised not to delete anything when the disk is full. */
      readonly isProtected: boolean
    }
  | { readonly kind: 'saved'; readonly uid: string; readonly journal: NoteResult }
  /** The disk took no more; since the start of that save, until the sentence stood there. */
  | {
      readonly kind: 'full'
      /** `none`: the browser neither took nor refused that save. */
      readonly answer: 'refused' | 'none'
      readonly toldAfterMs: number
    }
  /** It has tried a little longer, too. */
  | { readonly kind: 'stopped' }
  /** The server has answered everything that waited. */
  | { readonly kind: 'sent' }
  | { readonly kind: 'trouble'; readonly message: string }
  /** Every second, whatever else happens. */
  | { readonly kind: 'alive'; readonly doing: string; readonly screen: string }
