export function findPortOwner(port: number): Promise<'free' | 'ours' | 'foreign'>
