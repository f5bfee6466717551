import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Every TypeScript file below the given folders, as absolute paths, sorted. */
export function sourceFiles(root, folders) {
  const found = []
  for (const folder of folders) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath ?? entry.path, entry.name)
      if (entry.isFile() && /\.tsx?$/.test(path) && !path.endsWith('.d.ts')) found.push(path)
    }
  }
  return found.sort()
}
