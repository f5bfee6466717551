export function findBuildState(root: string): 'missing' | 'outdated' | 'fresh'
export function build(root: string, say: (line: string) => void): Promise<void>
