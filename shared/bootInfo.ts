import type { AppInfo, HostAbilities } from './host'

/** What the shell knows before the page starts and the page needs at once, without a call. */
export interface BootInfo {
  readonly appInfo: AppInfo
  readonly can: HostAbilities
}

const PREFIX = '--smile-loket-boot='

/** The command line argument that carries the boot information to the preload script. */
export function bootArgument(info: BootInfo): string {
  // Percent-encoded: no quotes or spaces for any platform's argument rules to trip over.
  return PREFIX + encodeURIComponent(JSON.stringify(info))
}

/**
 * Reads what `bootArgument` wrote.
 * @throws Error when the argument is missing: the shell and its preload script do not match
 */
export function getBootInfo(argv: readonly string[]): BootInfo {
  const argument = argv.find((value) => value.startsWith(PREFIX))
  if (argument === undefined) throw new Error('the shell did not pass its boot information')
  return JSON.parse(decodeURIComponent(argument.slice(PREFIX.length))) as BootInfo
}
