import { beforeEach, describe, expect, it } from 'vitest'
import {
  employerChecklist,
  missingKinds,
  workerChecklist,
} from '#shared/domain/registration/attachments'
import { findMime } from '#shared/attachments/content'
import { Desk } from './desk'

const DAY = '2026-06-08'
let desk: Desk
beforeEach(async () => {
  desk = new Desk()
  await desk.open('2026-05-02')
})

async function attach(more: Record<string, string | number> = {}) {
  const documentId = crypto.randomUUID()
  const args = {
    documentId,
    ownerType: 'employer',
    ownerId: desk.employerId,
    kind: 'KTP',
    sha256: 'ab'.repeat(32),
    size: 1234,
    mime: 'image/jpeg',
    name: 'ktp.jpg',
    ...more,
  }
  return { documentId, result: await desk.do('document.attach', args, DAY) }
}

const remove = (documentId: string, reason = 'salah berkas') =>
  desk.do('document.remove', { documentId, reason }, DAY)

describe('documents', () => {
  it('[R-90] the same file counts once per owner and kind, and again after a removal', async () => {
    const { documentId, result } = await attach()
    expect(result).toBe('ok')
    expect((await attach()).result).toBe('DOCUMENT_EXISTS')
    expect((await attach({ kind: 'OTHER' })).result).toBe('ok')
    expect((await attach({ ownerId: crypto.randomUUID() })).result).toBe('OWNER_NOT_FOUND')
    expect(await remove(documentId)).toBe('ok')
    expect((await attach()).result).toBe('ok')
  })

  it('[R-90] a removal needs a reason, which stays with the row', async () => {
    const { documentId } = await attach()
    expect(await remove(documentId, 'x')).toBe('BAD_ARGUMENTS')
    expect(await remove(documentId)).toBe('ok')
    expect(await desk.get('document', documentId)).toMatchObject({
      status: 'REMOVED',
      removed: { reason: 'salah berkas', by: { name: 'Penguji' } },
    })
    expect(await remove(documentId)).toBe('DOCUMENT_REMOVED')
    expect(desk.detail).toEqual({ name: 'ktp.jpg', removedBy: 'Penguji' })
  })

  it('[R-90] nothing but the hash of a content travels in a command', async () => {
    expect((await attach({ sha256: 'AB'.repeat(32) })).result).toBe('BAD_ARGUMENTS')
    expect((await attach({ size: 5 * 1024 * 1024 + 1 })).result).toBe('BAD_ARGUMENTS')
    expect((await attach({ mime: 'text/html' })).result).toBe('BAD_ARGUMENTS')
    const { documentId } = await attach({ content: 'AAAA' })
    expect(await desk.get('document', documentId)).not.toHaveProperty('content')
  })

  it('[R-94] a further document of a stored file counts as stored, and cannot lie about it', async () => {
    const { documentId } = await attach()
    const storedAt = '2026-06-08T03:00:00Z'
    await desk.must('document.markStored', { documentId, storedAt }, DAY, ['SYSTEM'])
    const second = await attach({ kind: 'OTHER' })
    expect((await desk.get('document', second.documentId)).storedAt).toBe(storedAt)
    expect((await attach({ kind: 'NIB', size: 99 })).result).toBe('BAD_ARGUMENTS')
  })

  it('[R-91] the checklist names what is missing', () => {
    expect(missingKinds(employerChecklist, new Set())).toEqual(['KTP', 'NPWP', 'NIB'])
    expect(missingKinds(employerChecklist, new Set(['KTP', 'NIB']))).toEqual(['NPWP'])
    expect(missingKinds(workerChecklist, new Set(['OTHER']))).toEqual(['KTP', 'KK'])
    expect(missingKinds(workerChecklist, new Set(['KTP', 'KK']))).toEqual([])
  })

  it.each([
    ['image/jpeg', [0xff, 0xd8, 0xff, 0xe0]],
    ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
    ['application/pdf', [...Buffer.from('%PDF-1.7')]],
    ['image/webp', [...Buffer.from('RIFF0000WEBP')]],
    [undefined, [...Buffer.from('<html>')]],
    [undefined, [0xff, 0xd8]],
    [undefined, []],
  ])('[R-93] %s is known by its first bytes', (mime, bytes) => {
    expect(findMime(new Uint8Array(bytes))).toBe(mime)
  })
})
