/** What a worker list may cost to read. A list of 10,000 workers needs about 2 MB. */
export const IMPORT_LIMITS = {
  /** Size of the file on disk. */
  fileBytes: 10 * 1024 * 1024,
  /** Workers in one list: the limit of the SIPP layout itself. */
  rows: 10_000,
  columns: 200,
  /** Rows above the header that may hold a title. */
  headerSearchRows: 20,
  zipEntries: 2_000,
  /** Size after inflating that the archive announces, all parts together. */
  inflatedBytes: 768 * 1024 * 1024,
  /** Announced growth that no real worksheet reaches. */
  inflateRatio: 400,
  /** The ratio is not looked at below this size: a small part costs nothing. */
  ratioFromBytes: 8 * 1024 * 1024,
  /** Size after inflating that we really read of one part, whatever was announced. */
  sheetBytes: 256 * 1024 * 1024,
  sharedStringBytes: 64 * 1024 * 1024,
  smallPartBytes: 8 * 1024 * 1024,
  /** Longest single piece of XML (a tag or a text). */
  tokenChars: 1024 * 1024,
  /** Without any sign of life for this long the reader is stopped. */
  silenceMs: 60_000,
} as const
