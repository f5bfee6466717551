import '@fontsource-variable/source-sans-3'
import '@mantine/core/styles.css'
import './global.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { getHost } from '../host'
import { startI18n } from '../i18n'
import { startSession } from '../sync/startSession'
import { App } from './App'

async function start(): Promise<void> {
  const host = await getHost()
  await startI18n()
  await startSession(host)
  const root = document.getElementById('root')
  if (!root) throw new Error('no root element')
  createRoot(root).render(
    <StrictMode>
      <App host={host} />
    </StrictMode>,
  )
}

void start()
