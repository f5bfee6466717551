import 'fake-indexeddb/auto'
import { beforeEach, expect, it } from 'vitest'
import { registerBpu } from '#shared/commands/bpu/registerBpu'
import { registerEmployer } from '#shared/commands/employers/registerEmployer'
import { registerProject } from '#shared/commands/projects/registerProject'
import { registerWorker } from '#shared/commands/workers/registerWorker'
import { search } from '../../../renderer/app/frame/useSearch'
import { execute } from '../../../renderer/sync/execute'
import { newId } from '../../../renderer/sync/newId'
import { setRuntime } from '../../../renderer/sync/runtime'
import { openTestStore, testProfile, testRuntime } from '../../support/deviceStore'
import { bpuEntry, projectProfile, workerEntry } from '../../support/samples'

const employerId = newId()
const projectId = newId()

beforeEach(async () => {
  setRuntime(testRuntime(await openTestStore()))
})

/** What the box offers: kind and page of each hit. */
const found = async (typed: string) =>
  (await search(typed)).map(({ kind, employerId: page }) => [kind, page])

it('[U-11] the box above finds members by name and NIK, projects by name, contractor and contract', async () => {
  const member = bpuEntry(1, { startPeriod: '2026-07' }, { fullName: 'Arum Mandiri' })
  const { nik } = member.person
  const acceptedFindings: string[] = []
  const done = [
    await execute(registerEmployer, { employerId, profile: testProfile(), acceptedFindings }),
    await execute(registerBpu, { entry: member }),
    await execute(registerProject, { projectId, profile: projectProfile(), acceptedFindings }),
  ]
  expect(done.map(({ ok }) => ok)).toEqual([true, true, true])

  expect(await found('mandiri')).toEqual([['searchMembers', member.memberId]])
  expect(await found(nik)).toEqual([['searchMembers', member.memberId]])
  for (const typed of ['balai', 'contoh bangun', 'KTR/001/2026']) {
    expect(await found(typed)).toEqual([['searchProjects', projectId]])
  }
  expect(await found('sejahtera')).toEqual([['searchEmployers', employerId]])

  // Who also works somewhere is found as both.
  const entry = { ...workerEntry(1), person: member.person }
  expect((await execute(registerWorker, { employerId, entry })).ok).toBe(true)
  expect(await found('arum')).toEqual([
    ['searchMembers', member.memberId],
    ['searchWorkers', employerId],
  ])
})
