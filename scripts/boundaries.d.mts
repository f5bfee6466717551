/** `path` relative to the project with forward slashes; `text` its source. */
export function findBreaches(files: readonly { path: string; text: string }[]): string[]
