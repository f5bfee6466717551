import { ImportProblem } from '#shared/registration/importProblem'
import { checkFile } from './checkFile'
import type { ImportAnswer, ImportRequest } from './protocol'

/** Does one request and reports in messages; nothing is thrown across the thread. */
export async function answerImport(
  request: ImportRequest,
  send: (answer: ImportAnswer) => void,
): Promise<void> {
  try {
    const check = await checkFile(request.file, request.ctx, (progress) =>
      send({ kind: 'progress', progress }),
    )
    send({ kind: 'done', check })
  } catch (error) {
    const problem =
      error instanceof ImportProblem
        ? error
        : new ImportProblem('READER_STOPPED', {
            reason: error instanceof Error ? error.message : String(error),
          })
    send({ kind: 'problem', code: problem.code, detail: problem.detail })
  }
}
