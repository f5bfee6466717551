import { readFileSync } from 'node:fs'
import { rateTables } from '#shared/reference/tables'
import { evaluateAll } from './evaluate'

/**
 * Checks golden files against the engine, one line per case, and says how many passed.
 * @returns true when every case of every file passed and there was at least one
 */
export function runGolden(files: readonly string[], write: (line: string) => void): boolean {
  let passed = 0
  let failed = 0
  for (const file of files) {
    write(file)
    for (const result of evaluateAll(rateTables, readJson(file))) {
      if (result.passed) passed += 1
      else failed += 1
      write(`  ${result.passed ? 'ok  ' : 'FAIL'} ${result.id}${describe(result.problems)}`)
    }
  }
  write(`${passed} passed, ${failed} failed`)
  return failed === 0 && passed > 0
}

function describe(problems: readonly string[]): string {
  return problems.length === 0 ? '' : ` — ${problems.join('; ')}`
}

/** A file that cannot be read or parsed is a file without cases, which fails. */
function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
  } catch (error) {
    return error
  }
}
