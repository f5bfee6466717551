import { MantineProvider } from '@mantine/core'
import { RouterProvider } from '@tanstack/react-router'
import type { Host } from '#shared/host'
import { HostContext } from '../host/HostContext'
import { router } from './router'
import { cssVariables, theme } from './theme'

export function App({ host }: { host: Host }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme="light">
      <HostContext value={host}>
        <RouterProvider router={router} />
      </HostContext>
    </MantineProvider>
  )
}
