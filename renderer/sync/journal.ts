import type { Journal } from '#shared/host'
import type { PendingCommand } from '#shared/sync/clientPorts'
import { reportTrouble } from '../store/reportTrouble'

/**
 * Writes a command into the host's fsynced file, the second home of work. Hosts without a journal
 * answer `none`. A failure is not hidden: the caller says that the work has only one home.
 *
 * Encryption, framing and the healing of outbox and journal at start belong here once hosts
 * bring a journal.
 */
export async function appendToJournal(
  journal: Journal | undefined,
  command: PendingCommand,
): Promise<'written' | 'none' | 'failed'> {
  if (!journal) return 'none'
  try {
    await journal.append(new TextEncoder().encode(`${JSON.stringify(command)}\n`))
    return 'written'
  } catch (error) {
    reportTrouble('the journal did not take a command', error)
    return 'failed'
  }
}
