import { resources, type Language } from '../../../renderer/i18n/resources'

type Namespace = 'admin' | 'explain'

/** The texts of a namespace without a screen; @throws for a missing text or an open hole. */
export function translator(namespace: Namespace, language: Language) {
  const texts: Readonly<Record<string, string>> = resources[language][namespace]
  return (key: string, values: Readonly<Record<string, string | number>> = {}): string => {
    const text = texts[key]
    if (text === undefined) throw new Error(`no text ${namespace}:${key}`)
    const said = text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
      if (values[name] === undefined) throw new Error(`${key} without ${name}`)
      return String(values[name])
    })
    if (/undefined|NaN/.test(said)) throw new Error(`${key}: ${said}`)
    return said
  }
}
