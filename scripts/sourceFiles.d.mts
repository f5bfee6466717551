export function sourceFiles(root: string, folders: readonly string[]): string[]
