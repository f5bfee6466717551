import { useTranslation } from 'react-i18next'
import type { Texts } from './resources'

type Namespace = keyof Texts
type KeyOf<N extends Namespace> = keyof Texts[N] & string
/** A key of the namespace itself, or any other's as `namespace:key`. */
export type TextKey<N extends Namespace> =
  KeyOf<N> | { [M in Namespace]: `${M}:${KeyOf<M>}` }[Namespace]

export type Translate<N extends Namespace> = (
  key: TextKey<N>,
  values?: Readonly<Record<string, string | number>>,
) => string

/** The texts of a namespace in the chosen language; an unknown key is a compile error. */
export function useTexts<N extends Namespace>(namespace: N): { t: Translate<N> } {
  const { t } = useTranslation(namespace)
  return { t: t as Translate<N> }
}
