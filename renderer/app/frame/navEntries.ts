import {
  IconBuilding,
  IconCalendarEvent,
  IconFileInvoice,
  IconUserPlus,
  type Icon,
} from '@tabler/icons-react'

interface NavEntry {
  /** Alt + this digit. Digits stay with their area for ever, also of areas still to come. */
  readonly key: string
  readonly to: '/' | '/pendaftaran' | '/perusahaan' | '/tagihan'
  readonly label: 'today' | 'registration' | 'employers' | 'billing'
  readonly icon: Icon
}

export const navEntries: readonly NavEntry[] = [
  { key: '1', to: '/', label: 'today', icon: IconCalendarEvent },
  { key: '2', to: '/pendaftaran', label: 'registration', icon: IconUserPlus },
  { key: '3', to: '/perusahaan', label: 'employers', icon: IconBuilding },
  { key: '5', to: '/tagihan', label: 'billing', icon: IconFileInvoice },
]
