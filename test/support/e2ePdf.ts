import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The text of a PDF as another program reads it. */
export async function textOfPdf(path: string): Promise<string> {
  return (await run('pdftotext', ['-layout', path, '-'])).stdout
}

/** Pictures of its pages for people to look at: `<path>-1.png`, … */
export async function picturesOfPdf(path: string): Promise<void> {
  await run('pdftoppm', ['-r', '80', '-png', path, path.replace(/\.pdf$/, '')])
}
