import type { Role } from '#shared/permissions/roles'

export const PRACTICE_BRANCH = '516'

export interface PracticeUser {
  readonly id: string
  readonly username: string
  readonly password: string
  readonly name: string
  readonly roles: readonly Role[]
  /** For lists: what this person is in the branch. */
  readonly role: string
}

/**
 * One person per main role, all invented. The passwords are public on purpose and exist only in
 * practice mode. The account representative also holds PIUTANG, as a written delegation would
 * give it, so that codes can be issued in the field.
 */
export const practiceUsers: readonly PracticeUser[] = [
  {
    id: '01980000-0000-7000-8000-000000000001',
    username: 'kakacab',
    password: 'latih-gunung-41',
    name: 'Wira Lautbiru',
    roles: ['KAKACAB'],
    role: 'Kepala Kantor Cabang',
  },
  {
    id: '01980000-0000-7000-8000-000000000002',
    username: 'kabid',
    password: 'latih-sungai-52',
    name: 'Sekar Rimbajati',
    roles: ['KABID'],
    role: 'Kepala Bidang Kepesertaan',
  },
  {
    id: '01980000-0000-7000-8000-000000000003',
    username: 'ar',
    password: 'latih-hutan-63',
    name: 'Bagas Embunpagi',
    roles: ['AR', 'PIUTANG'],
    role: 'Account Representative (delegasi piutang)',
  },
  {
    id: '01980000-0000-7000-8000-000000000004',
    username: 'pad',
    password: 'latih-pantai-74',
    name: 'Melati Awanputih',
    roles: ['PAD'],
    role: 'Penata Administrasi',
  },
  {
    id: '01980000-0000-7000-8000-000000000005',
    username: 'piutang',
    password: 'latih-ladang-85',
    name: 'Panji Telagasunyi',
    roles: ['PIUTANG'],
    role: 'Administrasi Piutang',
  },
  {
    id: '01980000-0000-7000-8000-000000000006',
    username: 'admin',
    password: 'latih-langit-96',
    name: 'Ratih Bukitcerah',
    roles: ['SYSADMIN'],
    role: 'Administrator Sistem',
  },
]
