import { Alert, Anchor, Button, Group, List, Textarea } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { findHostErrorCode } from '#shared/host'
import { proposeRates } from '#shared/commands/rates/releases'
import type { RuleViolation } from '#shared/commands/ruleCodes'
import { isAllowed } from '#shared/permissions/matrix'
import sample2027 from '../../../resources/samples/tarif-contoh-2027.json'
import sampleRetroactive from '../../../resources/samples/tarif-contoh-surut-2026.json'
import { EmptyState } from '../../components/EmptyState'
import { Facts } from '../../components/Facts'
import { Page } from '../../components/Page'
import { Panel } from '../../components/Panel'
import { Refusal } from '../../components/Refusal'
import { announceOnNextPage } from '../../components/SavedNotice'
import { useSaveKey } from '../../components/useSaveKey'
import { useHost } from '../../host/HostContext'
import { useBranch } from '../../store/queries/branch'
import { useRateTables } from '../../store/queries/rates'
import { execute } from '../../sync/execute'
import { newId } from '../../sync/newId'
import { useSession } from '../../sync/sessionStore'
import { useTexts } from '../../i18n/useTexts'
import { ChangesPanel } from './ChangesPanel'
import { ImpactPanel } from './ImpactPanel'
import { problemSentence } from './problemSentences'
import { MAX_ADDITION_BYTES, readAddition, type AdditionFile } from './readAddition'

/** Choose a file, look at what it changes and touches, propose it. */
export function NewProposalPage() {
  const { t } = useTexts('admin')
  const session = useSession()
  const host = useHost()
  const tables = useRateTables()
  const [file, setFile] = useState<AdditionFile>()
  const [problem, setProblem] = useState<string>()

  const choose = async () => {
    setProblem(undefined)
    try {
      const opened = await host.openFile({ accept: ['.json'], maxBytes: MAX_ADDITION_BYTES })
      if (opened) setFile(readAddition(new TextDecoder().decode(opened.bytes), tables))
    } catch (error) {
      if (findHostErrorCode(error) === undefined) throw error
      setProblem(
        t(findHostErrorCode(error) === 'FILE_TOO_LARGE' ? 'fileTooLarge' : 'fileUnreadable'),
      )
    }
  }

  if (!session || !isAllowed(session.user.roles, 'rates.propose')) {
    return (
      <Page title={t('newTitle')}>
        <EmptyState>{t('mayNotPropose')}</EmptyState>
      </Page>
    )
  }
  const problems = [
    ...(problem ? [problem] : []),
    ...(file && !file.ok ? file.problems.map((one) => problemSentence(t, one)) : []),
  ]
  return (
    <Page
      title={t('newTitle')}
      intro={t('newIntro')}
      actions={
        <Button variant={file?.ok ? 'default' : 'filled'} onClick={() => void choose()}>
          {t(file ? 'chooseOther' : 'choose')}
        </Button>
      }
    >
      {problems.length > 0 && <Problems problems={problems} />}
      {file?.ok ? <Preview file={file} /> : <Samples />}
    </Page>
  )
}

function Problems({ problems }: { problems: readonly string[] }) {
  const { t } = useTexts('admin')
  return (
    <Alert
      color="red"
      role="alert"
      mb="md"
      icon={<IconAlertTriangle size={20} aria-hidden />}
      title={t('fileBad')}
    >
      <List>
        {problems.map((text) => (
          <List.Item key={text}>{text}</List.Item>
        ))}
      </List>
      <p style={{ margin: '8px 0 0' }}>{t('fileBadAdvice')}</p>
    </Alert>
  )
}

/** In practice mode: files to try it with. */
function Samples() {
  const { t } = useTexts('admin')
  const host = useHost()
  const branch = useBranch()
  if (!branch?.practice) return null
  const save = (suggestedName: string, content: unknown) => {
    const bytes = new TextEncoder().encode(`${JSON.stringify(content, undefined, 2)}\n`)
    void host.saveFile({ suggestedName, mime: 'application/json', bytes })
  }
  return (
    <Group gap="lg">
      <Anchor
        component="button"
        type="button"
        size="sm"
        onClick={() => save('tarif-contoh-2027.json', sample2027)}
      >
        {t('sample2027')}
      </Anchor>
      <Anchor
        component="button"
        type="button"
        size="sm"
        onClick={() => save('tarif-contoh-surut-2026.json', sampleRetroactive)}
      >
        {t('sampleRetroactive')}
      </Anchor>
    </Group>
  )
}

function Preview({ file }: { file: Extract<AdditionFile, { ok: true }> }) {
  const { t } = useTexts('admin')
  const navigate = useNavigate()
  const tables = useRateTables()
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<RuleViolation>()
  const { addition, after } = file

  const propose = async () => {
    if (busy) return
    setBusy(true)
    const releaseId = newId()
    const text = note.trim()
    const result = await execute(proposeRates, {
      releaseId,
      addition,
      ...(text !== '' && { note: text }),
    })
    setBusy(false)
    if (!result.ok) return setRefusal(result.violation)
    announceOnNextPage(t('sent'), 'waiting')
    await navigate({ to: '/admin/tarif/usulan/$releaseId', params: { releaseId } })
  }
  useSaveKey(() => void propose())

  return (
    <div style={{ display: 'grid', gap: 16 }}>
      {refusal && <Refusal violation={refusal} />}
      <Panel
        title={addition.title}
        actions={
          <Button loading={busy} onClick={() => void propose()} aria-keyshortcuts="Control+S">
            {t('send')}
          </Button>
        }
      >
        <Facts facts={[[t('regulation'), addition.source]]} />
        <Textarea
          label={t('noteLabel')}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          maw={640}
        />
      </Panel>
      <ChangesPanel addition={addition} after={after} />
      <ImpactPanel before={tables} after={after} />
    </div>
  )
}
