// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core'
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { ProtectionNotice, useIsProtected } from '../../../renderer/features/guard'
import { startI18n } from '../../../renderer/i18n'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

function Answer() {
  return <p>{`answer: ${String(useIsProtected())}`}</p>
}

async function show(storage: Partial<StorageManager> | undefined): Promise<void> {
  vi.stubGlobal('navigator', storage ? { storage } : {})
  await startI18n()
  render(
    <MantineProvider>
      <ProtectionNotice />
      <Answer />
    </MantineProvider>,
  )
  await screen.findByText(/answer: (true|false)/)
}

const says = (answer: boolean) => () => Promise.resolve(answer)
const notice = () => screen.queryByTestId('protection-notice')

it('[H-39] a browser that has promised to keep the data is not asked again, and nothing is said', async () => {
  const persist = vi.fn(says(true))
  await show({ persisted: says(true), persist })
  expect(notice()).toBeNull()
  expect(persist).not.toHaveBeenCalled()
})

it('[H-39] one that promises when it is asked is enough, too', async () => {
  await show({ persisted: says(false), persist: says(true) })
  expect(notice()).toBeNull()
})

it.each([
  ['refuses', { persisted: says(false), persist: says(false) }],
  ['fails', { persisted: says(false), persist: () => Promise.reject(new Error('broken')) }],
  ['cannot be asked', undefined],
])(
  '[H-39] where it %s, the person learns what a full disk may take and what to do',
  async (_, storage) => {
    await show(storage)
    expect(notice()?.textContent).toMatch(/bila disk penuh.*Pasang SMILE Loket sebagai aplikasi/)
  },
)
