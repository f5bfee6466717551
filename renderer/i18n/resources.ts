import { frameTexts } from '../app/frame/texts'
import { adminTexts } from '../features/admin/texts'
import { billingTexts } from '../features/billing/texts'
import { decisionTexts } from '../features/decisions/texts'
import { editTexts } from '../features/edits/texts'
import { documentTexts } from '../features/documents/texts'
import { employerTexts } from '../features/employers/texts'
import { guardTexts } from '../features/guard/texts'
import { letterTexts } from '../features/letters/texts'
import { paymentCodeTexts } from '../features/paymentCodes/texts'
import { registrationTexts } from '../features/registration/texts'
import { sessionTexts } from '../features/session/texts'
import { settingsTexts } from '../features/settings/texts'
import { simulationTexts } from '../features/simulation/texts'
import { syncStatusTexts } from '../features/syncStatus/texts'
import { todayTexts } from '../features/today/texts'
import { visitTexts } from '../features/visits/texts'
import { commonTexts } from './common'
import { explainTexts } from './explain'
import { findingTexts } from './findings'
import { refusalTexts } from './refusals'

const namespaces = {
  common: commonTexts,
  frame: frameTexts,
  session: sessionTexts,
  today: todayTexts,
  employers: employerTexts,
  edits: editTexts,
  registration: registrationTexts,
  billing: billingTexts,
  paymentCodes: paymentCodeTexts,
  letters: letterTexts,
  decisions: decisionTexts,
  syncStatus: syncStatusTexts,
  settings: settingsTexts,
  admin: adminTexts,
  simulation: simulationTexts,
  visits: visitTexts,
  guard: guardTexts,
  documents: documentTexts,
  /** One sentence per reason of refusal. */
  refusals: refusalTexts,
  /** Steps from input to amount. */
  explain: explainTexts,
  /** One sentence per finding of a check. */
  findings: findingTexts,
}

type Namespaces = typeof namespaces
export type Texts = { [N in keyof Namespaces]: Namespaces[N]['id'] }

export type Language = 'id' | 'en'

export const resources: Record<Language, Texts> = {
  id: pick('id'),
  en: pick('en'),
}

function pick(language: Language): Texts {
  const entries = Object.entries(namespaces).map(([name, texts]) => [name, texts[language]])
  return Object.fromEntries(entries) as Texts
}
