import { checkRows, type ImportCheck } from '#shared/registration/importCheck'
import type { ImportContext } from '#shared/registration/sipp'
import type { ImportProgress } from './protocol'
import { readWorkerList } from './readWorkerList'

/**
 * Reads and checks a list in the current thread: the work of the import worker.
 * @throws ImportProblem when the file as a whole cannot be used
 */
export async function checkFile(
  file: File,
  ctx: ImportContext,
  onProgress: (progress: ImportProgress) => void = () => {},
): Promise<ImportCheck> {
  const list = await readWorkerList(file, (rows) => onProgress({ step: 'READING', rows }))
  return checkRows({ fileName: file.name, ...list }, ctx, (rows) =>
    onProgress({ step: 'CHECKING', rows }),
  )
}
