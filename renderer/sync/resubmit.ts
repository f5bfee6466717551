import type { JsonValue } from '#shared/commands/ruleCodes'
import { Json } from '#shared/protocol/messages'
import type { Rejection } from '#shared/sync/clientPorts'
import { execute, type CommandResult } from './execute'
import { getRuntime, type CommandRuntime } from './runtime'

/**
 * Sends refused work again as a new command that stands in for it; the old card is then settled,
 * here and for the branch.
 * @param args the old arguments unless the person changed them
 */
export function resubmit(
  { uid, command }: Rejection,
  args: JsonValue = command.args,
  runtime: CommandRuntime = getRuntime(),
): Promise<CommandResult> {
  const { name, version } = command
  return execute(
    { name, version, args: Json },
    withoutPromise(name, args),
    { replaces: uid },
    runtime,
  )
}

/**
 * The paper of a refused code is dead. Sent again, the code is a question to the server, whatever
 * right it was made under: nobody is promised anything before the answer.
 */
function withoutPromise(name: string, args: JsonValue): JsonValue {
  if (name !== 'code.issue') return args
  const { provisional: _dead, ...rest } = args as { readonly [key: string]: JsonValue }
  return rest
}
