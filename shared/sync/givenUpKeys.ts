import type { RawReader } from '../commands/tx'
import { indexKeysOf } from '../model/entity'
import type { BufferedTx, Schema } from './bufferedTx'

/**
 * Whether a command takes a unique key away from a row, so that another may have it. Once that is
 * written together with earlier commands, the index cannot see that one of these took the key too
 * soon.
 * @param below what the command's buffer stands on
 */
export async function givesUpKey(
  buffer: BufferedTx,
  below: RawReader,
  schema: Schema,
): Promise<boolean> {
  for (const { entity, id, row } of buffer.writes) {
    const unique = Object.values(schema[entity]?.indexes ?? {}).filter((index) => index.unique)
    if (unique.length === 0) continue
    const before = await below.get(entity, id)
    if (!before) continue
    for (const index of unique) {
      const kept = row ? indexKeysOf(index, row) : []
      if (indexKeysOf(index, before).some((key) => !kept.includes(key))) return true
    }
  }
  return false
}
