/* oxlint-disable no-unused-vars, no-unused-expressions -- a template, filled in by launch.ts */
/* Runs in the page before anything else: gives the built preload script a `require('electron')`
   that talks to the stand-in over HTTP. The launcher puts the preload script's text and arguments
   in as text, because the page's content policy forbids evaluating it. */
;(() => {
  if (window.top !== window) return
  const toBase64 = (bytes) => {
    let text = ''
    for (let at = 0; at < bytes.length; at += 0x8000) {
      text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
    }
    return btoa(text)
  }
  const pack = (value) => {
    if (value === undefined) return { $undefined: true }
    if (value instanceof Uint8Array) return { $bytes: toBase64(value) }
    if (Array.isArray(value)) return value.map(pack)
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, pack(part)]))
    }
    if (typeof value === 'function') throw new Error('An object could not be cloned.')
    return value
  }
  const unpack = (value) => {
    if (Array.isArray(value)) return value.map(unpack)
    if (typeof value !== 'object' || value === null) return value
    if ('$undefined' in value) return undefined
    if ('$bytes' in value) return Uint8Array.from(atob(value.$bytes), (c) => c.charCodeAt(0))
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, unpack(part)]))
  }
  const freeze = (value) => {
    if (typeof value === 'object' && value !== null) {
      for (const part of Object.values(value)) freeze(part)
      Object.freeze(value)
    }
    return value
  }
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name, api) => Object.defineProperty(window, name, { value: freeze(api) }),
    },
    ipcRenderer: {
      async invoke(channel, ...args) {
        const body = JSON.stringify(pack(args))
        const response = await fetch(`/__ipc/${channel}`, { method: 'POST', body })
        const answer = await response.json()
        if ('error' in answer) throw new Error(answer.error)
        return unpack(answer.value)
      },
    },
  }
  const run = function (require, process, exports, module) {
    __PRELOAD_SOURCE__
  }
  const requireElectron = (name) => {
    if (name === 'electron') return electron
    throw new Error(`a sandboxed preload script cannot load ${name}`)
  }
  run(requireElectron, { argv: __PRELOAD_ARGV__ }, {}, { exports: {} })
})()
