import { Outlet, useNavigate } from '@tanstack/react-router'
import { Suspense, useEffect, useState } from 'react'
import { GuardNotice, RemovalNotice } from '../../features/guard'
import { JournalDamagedNotice, RebuiltNotice } from '../../features/session'
import { AskNotice } from '../../features/visits'
import { useBranch } from '../../store/queries/branch'
import { useSession } from '../../sync/sessionStore'
import classes from './AppFrame.module.css'
import { CatchUpNotice } from './CatchUpNotice'
import { KeysHelp } from './KeysHelp'
import { NavBar } from './NavBar'
import { RateTablesProvider } from './RateTablesProvider'
import { navEntries } from './navEntries'
import { SearchBox } from './SearchBox'
import { StatusLine } from './StatusLine'
import { UpdateNotice } from './UpdateNotice'
import { UserMenu } from './UserMenu'
import { useTexts } from '../../i18n/useTexts'

/** Everything around a page: name and branch, search, menu at the left, status line below. */
export function AppFrame() {
  const { t } = useTexts('frame')
  const session = useSession()
  const branch = useBranch()
  const navigate = useNavigate()
  const [helpOpen, setHelpOpen] = useState(false)

  useEffect(() => {
    if (!session) void navigate({ to: '/masuk' })
  }, [session, navigate])

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.altKey && /^[1-8]$/.test(event.key)) {
        const entry = navEntries.find(({ key }) => key === event.key)
        if (!entry) return
        event.preventDefault()
        void navigate({ to: entry.to })
      } else if ((event.ctrlKey || event.altKey) && event.key.toLowerCase() === 'n') {
        // A browser may keep Ctrl+N for itself; Alt+N works everywhere.
        event.preventDefault()
        void navigate({ to: '/pendaftaran/perusahaan/$draftId', params: { draftId: 'baru' } })
      } else if (event.key === '?' && !isTyping(event.target)) {
        setHelpOpen(true)
      }
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [navigate])

  if (!session) return null
  return (
    <div className={classes.frame}>
      <a className={classes.skip} href="#content" onClick={focusContent}>
        {t('skipToContent')}
      </a>
      <header className={classes.top}>
        <strong className={classes.name}>SMILE Loket</strong>
        <span className={classes.branch}>{branch?.name}</span>
        {branch?.practice && <span className={classes.practice}>{t('common:practice')}</span>}
        <SearchBox />
        <UserMenu session={session} />
      </header>
      <NavBar />
      <main id="content" tabIndex={-1} className={classes.content}>
        <UpdateNotice />
        <GuardNotice />
        <RemovalNotice />
        <RebuiltNotice />
        <JournalDamagedNotice />
        <CatchUpNotice />
        <AskNotice />
        <RateTablesProvider>
          <Suspense>
            <Outlet />
          </Suspense>
        </RateTablesProvider>
      </main>
      <StatusLine />
      <KeysHelp opened={helpOpen} onClose={() => setHelpOpen(false)} />
    </div>
  )
}

/** The address is a hash router's, so the jump is made by hand. */
function focusContent(event: React.MouseEvent) {
  event.preventDefault()
  document.getElementById('content')?.focus()
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}
