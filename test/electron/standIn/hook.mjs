// node --import: the bare name `electron` means the stand-in.
import { register } from 'node:module'

const target = JSON.stringify(new URL('./electron.mjs', import.meta.url).href)
register(
  `data:text/javascript,${encodeURIComponent(`
    export const resolve = (name, context, next) =>
      name === 'electron' ? { url: ${target}, shortCircuit: true } : next(name, context)
  `)}`,
)
