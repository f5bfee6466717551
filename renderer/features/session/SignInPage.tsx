import { Alert, Button, PasswordInput, TextInput, Title } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState, type FormEvent } from 'react'
import { reportTrouble } from '../../store/reportTrouble'
import { signIn, type SignInResult } from '../../sync/signIn'
import { GuardNotice } from '../guard'
import { RebuiltNotice } from './RebuiltNotice'
import classes from './SignInPage.module.css'
import { useTexts } from '../../i18n/useTexts'

/** The only screen without the frame. Works offline for whoever has signed in here before. */
export function SignInPage() {
  const { t } = useTexts('session')
  const navigate = useNavigate()
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const online = useOnline()

  useEffect(() => {
    document.title = `${t('title')} · SMILE Loket`
  }, [t])

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setBusy(true)
    setProblem(undefined)
    try {
      const result = await signIn(username.trim().toLowerCase(), password)
      if (result.ok) return await navigate({ to: '/' })
      setProblem(sentenceOf(result))
    } catch (error) {
      reportTrouble('the sign-in failed', error)
      setProblem(t('failed'))
    } finally {
      setBusy(false)
    }
  }

  const sentenceOf = (result: Exclude<SignInResult, { ok: true }>): string => {
    switch (result.reason) {
      case 'wrongPassword':
        return result.triesLeft === undefined
          ? t('wrongPassword')
          : t('wrongPasswordLeft', { count: result.triesLeft })
      case 'blocked':
        return t('blocked', { minutes: Math.max(1, Math.ceil(result.waitSeconds / 60)) })
      case 'neverSignedInHere':
      case 'signInsLost':
      case 'leaseEnded':
      case 'deviceLocked':
      case 'deviceKeyChanged':
      case 'otherBranch':
      case 'diskFull':
      case 'serverTrouble':
        return t(result.reason)
    }
  }

  return (
    <main className={classes.page}>
      <form className={classes.form} onSubmit={(event) => void submit(event)}>
        <div>
          <Title order={1} className={classes.name}>
            SMILE Loket
          </Title>
          <p className={classes.tagline}>{t('tagline')}</p>
        </div>
        <div className={classes.notices}>
          <RebuiltNotice />
          <GuardNotice />
        </div>
        {!online && <Alert color="gray">{t('offlineNotice')}</Alert>}
        {problem && (
          <Alert color="red" role="alert">
            {problem}
          </Alert>
        )}
        <TextInput
          label={t('username')}
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
          value={username}
          onChange={(event) => setUsername(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('password')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          visibilityToggleButtonProps={{ 'aria-label': t('show') }}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" loading={busy}>
          {t('submit')}
        </Button>
      </form>
    </main>
  )
}

function useOnline(): boolean {
  const [online, setOnline] = useState(navigator.onLine)
  useEffect(() => {
    const update = () => setOnline(navigator.onLine)
    window.addEventListener('online', update)
    window.addEventListener('offline', update)
    return () => {
      window.removeEventListener('online', update)
      window.removeEventListener('offline', update)
    }
  }, [])
  return online
}
