import '@fontsource-variable/source-sans-3'
import '@mantine/core/styles.css'
import './global.css'
import { StrictMode, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { getHost } from '../host'
import { startI18n } from '../i18n'
import { StoreError } from '../store/database'
import { isQuotaExceeded } from '../store/failedWrites'
import { startSession } from '../sync/startSession'
import { App } from './App'
import { StartProblem, type StartProblemKind } from './StartProblem'

async function start(): Promise<void> {
  await startI18n()
  const element = document.getElementById('root')
  if (!element) throw new Error('no root element')
  const root = createRoot(element)
  const show = (node: ReactNode) => root.render(<StrictMode>{node}</StrictMode>)
  try {
    const host = await getHost()
    await startSession(host, { onReplaced: () => show(<StartProblem kind="REPLACED" />) })
    show(<App host={host} />)
  } catch (error) {
    const details = error instanceof Error ? (error.stack ?? error.message) : String(error)
    show(<StartProblem kind={kindOf(error)} details={details} />)
  }
}

function kindOf(error: unknown): StartProblemKind {
  if (error instanceof StoreError) return error.code
  return isQuotaExceeded(error) ? 'FULL' : 'FAILED'
}

void start()
