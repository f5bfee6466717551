import { answerImport } from './answerImport'
import type { ImportRequest } from './protocol'

// A thread of its own: a hostile or huge file can be stopped at any moment by ending the worker.
self.addEventListener('message', (event: MessageEvent<ImportRequest>) => {
  void answerImport(event.data, (answer) => self.postMessage(answer))
})
