/** For trouble that nobody waits for and that must still leave a trace where support looks. */
export function reportTrouble(what: string, error: unknown): void {
  // oxlint-disable-next-line no-console -- the console is that place
  console.error(what, error)
}
