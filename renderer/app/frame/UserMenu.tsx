import { Button, Menu } from '@mantine/core'
import { IconChevronDown, IconLanguage, IconLogout, IconSettings } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { chooseLanguage, chosenLanguage } from '../../i18n'
import { signOut } from '../../sync/signIn'
import type { Session } from '../../sync/sessionStore'
import { useTexts } from '../../i18n/useTexts'

export function UserMenu({ session }: { session: Session }) {
  const { t } = useTexts('frame')
  const navigate = useNavigate()
  const other = chosenLanguage() === 'id' ? 'en' : 'id'
  return (
    <Menu
      position="bottom-end"
      transitionProps={{ duration: 80 }}
      withinPortal={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <Button
          variant="subtle"
          color="dark"
          rightSection={<IconChevronDown size={16} aria-hidden />}
          aria-label={t('userMenu', { name: session.user.name })}
        >
          {session.user.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{session.user.roles.join(' · ')}</Menu.Label>
        <Menu.Item
          leftSection={<IconLanguage size={16} aria-hidden />}
          onClick={() => void chooseLanguage(other)}
        >
          {t('language')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconSettings size={16} aria-hidden />}
          onClick={() => void navigate({ to: '/pengaturan' })}
        >
          {t('settings')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLogout size={16} aria-hidden />}
          onClick={() => void signOut()}
        >
          {t('signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
