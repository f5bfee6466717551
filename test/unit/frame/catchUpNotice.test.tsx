// @vitest-environment happy-dom
import 'fake-indexeddb/auto'
import { MantineProvider } from '@mantine/core'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { CatchUpNotice } from '../../../renderer/app/frame/CatchUpNotice'
import { startI18n } from '../../../renderer/i18n'
import type { Store } from '../../../renderer/store/database'
import { getClientMeta } from '../../../renderer/store/queries/outbox'
import { openTestStore } from '../../support/deviceStore'

afterEach(cleanup)

it('[S-225] says how far a branch is fetched and that saving waits, and goes when it is done', async () => {
  await startI18n()
  const store = await openTestStore()
  await note(store, { received: 54_000, remaining: 66_000 })
  render(
    <MantineProvider>
      <CatchUpNotice />
    </MantineProvider>,
  )
  expect(await screen.findByText('Mengambil data cabang: 45 %')).toBeTruthy()
  expect(screen.getByText(/54\.000 dari 120\.000 baris/)).toBeTruthy()
  expect(screen.getByText(/menyimpan dibuka setelah selesai/)).toBeTruthy()
  await note(store, undefined)
  await waitFor(() => expect(screen.queryByText(/Mengambil data cabang/)).toBeNull())
})

it('[S-226] says that the branch is not here yet, until it has been fetched once', async () => {
  await startI18n()
  const store = await openTestStore()
  render(
    <MantineProvider>
      <CatchUpNotice />
    </MantineProvider>,
  )
  expect(await screen.findByText('Data cabang belum ada di komputer ini')).toBeTruthy()
  const meta = await getClientMeta(store)
  await store.meta.put({
    key: 'client',
    value: { ...meta, pulledAt: '2026-11-26T23:00:00.000Z' },
  })
  await waitFor(() => expect(screen.queryByText(/Data cabang belum ada/)).toBeNull())
})

async function note(
  store: Store,
  catchUp: { received: number; remaining: number } | undefined,
): Promise<void> {
  const { catchUp: _old, ...meta } = await getClientMeta(store)
  await store.meta.put({ key: 'client', value: { ...meta, ...(catchUp && { catchUp }) } })
}
