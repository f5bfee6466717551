import { describe, expect, test } from 'vitest'
import { EMPTY_CELL, textCell, type ImportCell } from '#shared/registration/importCell'
import { parseSippRow } from '#shared/registration/sipp'
import { matchColumns, SIPP_HEADER } from '#shared/registration/sippColumns'
import { WorkerInput } from '#shared/registration/workerInput'
import { goodRow, TODAY } from './workerRows'

const HEADER = [...SIPP_HEADER, 'RAPEL', 'NATIONALITY', 'KPJ', 'NO_KK']
const { columns } = matchColumns(HEADER.map(textCell))

function parse(changes: Record<string, string | ImportCell> = {}, knownNiks?: Set<string>) {
  const row = goodRow(1)
  const cells = HEADER.map((column) => {
    const changed = changes[column]
    if (typeof changed === 'object') return changed
    return textCell(changed ?? row.get(column) ?? '')
  })
  return parseSippRow(cells, columns, { today: TODAY, knownNiks })
}

const errors = (parsed: ReturnType<typeof parse>) =>
  parsed.findings.filter((f) => f.severity === 'ERROR').map((f) => `${f.column} ${f.code}`)
const number = (text: string): ImportCell => ({ kind: 'number', text })

describe('a faultless row', () => {
  test('[R-20] becomes a worker with normalised values and no findings', () => {
    const { row, findings } = parse({
      NO_IDENTITAS: '3516 9952 0590 0001',
      KPJ: '00123456789',
      NO_KK: '3516990101200001',
      NPWP: '09.254.294.3-407.000',
      EMAIL: 'Sekar@Contoh.example',
      RAPEL: '250.000',
      GOLONGAN_DARAH: '-',
    })
    expect(findings).toEqual([])
    expect(row).toEqual({
      person: {
        nik: '3516995205900001',
        kkNumber: '3516990101200001',
        npwp: '0092542943407000',
        kpj: '00123456789',
        fullName: 'Sekar Embunpagi',
        birthPlace: 'Mojokerto',
        birthDate: '1990-05-12',
        sex: 'F',
        married: false,
        motherName: 'Ratih Lautbiru',
        nationality: 'WNI',
        address: 'Jl. Contoh No. 1',
        postcode: '61361',
        mobile: '+6281200000001',
        email: 'sekar@contoh.example',
      },
      terms: {
        employeeNo: 'P0001',
        workLocationCode: '3516',
        employmentStatus: 'PKWTT',
        startDate: '2026-11-01',
        wage: 4_500_000,
        backPay: 250_000,
      },
    })
    expect(WorkerInput.parse(row)).toEqual(row)
    expect(JSON.parse(JSON.stringify(row))).toEqual(row)
  })
})

describe('[R-21] identity numbers never pass through a number', () => {
  test.each<[string, ImportCell, string]>([
    ['NO_IDENTITAS', number('3516995205900001'), 'IDENTITY_AS_NUMBER'],
    ['NO_IDENTITAS', number('3.51699520590000E+15'), 'IDENTITY_AS_NUMBER'],
    ['NO_IDENTITAS', number('351699520590000'), 'IDENTITY_AS_NUMBER'],
    ['NO_IDENTITAS', textCell('3,51699520590000E+15'), 'IDENTITY_AS_NUMBER'],
    ['NO_IDENTITAS', textCell('3.51699E15'), 'IDENTITY_AS_NUMBER'],
    ['NO_KK', number('3516990101200001'), 'IDENTITY_AS_NUMBER'],
    ['KPJ', number('1234567890'), 'IDENTITY_AS_NUMBER'],
    ['NPWP', number('92542943407000'), 'IDENTITY_AS_NUMBER'],
    ['NPWP', number('3516995205900001'), 'IDENTITY_AS_NUMBER'],
    ['KPJ', textCell('123'), 'KPJ_FORMAT'],
  ])('%s %j is refused as %s', (column, cell, code) => {
    const parsed = parse({ [column]: cell })
    expect(errors(parsed)).toEqual([`${column} ${code}`])
    expect(parsed.row).toBeUndefined()
    expect(parsed.cells[HEADER.indexOf(column)]).toBe(cell)
  })

  test('a card number of exactly 11 digits survives a number cell', () => {
    expect(parse({ KPJ: number('12345678901') }).row?.person.kpj).toBe('12345678901')
  })

  test('leading zeros of KPJ, phone and employee number are kept', () => {
    const { row } = parse({ KPJ: '00000000012', NO_PEGAWAI: '0007', HP: '0812 0000 0001' })
    expect(row?.person).toMatchObject({ kpj: '00000000012', mobile: '+6281200000001' })
    expect(row?.terms.employeeNo).toBe('0007')
  })

  test('a phone number cell that lost its zero is still the same phone', () => {
    expect(parse({ HP: number('81200000001') }).row?.person.mobile).toBe('+6281200000001')
  })
})

describe('[R-22] a formula is never evaluated', () => {
  test.each([
    'NAMA_LENGKAP',
    'NO_IDENTITAS',
    'UPAH',
    'TANGGAL_LAHIR',
    'TELEPON_RUMAH',
    'GOLONGAN_DARAH',
  ])('in %s it is the only error of its row', (column) => {
    const parsed = parse({ [column]: { kind: 'formula', text: '=A1' } })
    expect(errors(parsed)).toEqual([`${column} FORMULA_CELL`])
    expect(parsed.row).toBeUndefined()
  })
})

describe('[R-25] wages are whole rupiah', () => {
  test.each<[string | ImportCell, number]>([
    ['4500000', 4_500_000],
    ['4.500.000', 4_500_000],
    ['4,500,000', 4_500_000],
    ['Rp 4.500.000', 4_500_000],
    ['Rp4500000', 4_500_000],
    [number('4500000'), 4_500_000],
    [number('4.5E6'), 4_500_000],
    [number('4500000.0'), 4_500_000],
  ])('%j is %i', (cell, wage) => {
    expect(parse({ UPAH: cell }).row?.terms.wage).toBe(wage)
  })

  test.each<[string | ImportCell, string]>([
    ['4.500.000,00', 'MONEY_DECIMAL'],
    ['4500000.50', 'MONEY_DECIMAL'],
    ['4.50', 'MONEY_DECIMAL'],
    ['4.500,000', 'MONEY_DECIMAL'],
    ['45.00.000', 'MONEY_DECIMAL'],
    ['-4500000', 'MONEY_NEGATIVE'],
    ['(4500000)', 'MONEY_NEGATIVE'],
    ['4,5 juta', 'MONEY_UNREADABLE'],
    ['UMK', 'MONEY_UNREADABLE'],
    ['1e7', 'MONEY_UNREADABLE'],
    ['9999999999999999', 'MONEY_UNREADABLE'],
    ['0', 'WAGE_NOT_POSITIVE'],
    ['', 'REQUIRED'],
    [number('4500000.5'), 'MONEY_DECIMAL'],
    [number('-1'), 'MONEY_NEGATIVE'],
    [number('1e16'), 'MONEY_UNREADABLE'],
    [number('x'), 'MONEY_UNREADABLE'],
    [{ kind: 'date', text: '2026-01-01' }, 'MONEY_UNREADABLE'],
    [{ kind: 'error', text: '#REF!' }, 'UNREADABLE_CELL'],
  ])('%j is refused as %s', (cell, code) => {
    expect(errors(parse({ UPAH: cell }))).toEqual([`UPAH ${code}`])
  })
})

describe('[R-26] dates', () => {
  test.each<[string | ImportCell]>([
    ['12-05-1990'],
    ['12/05/1990'],
    ['12/5/1990'],
    ['1990-05-12'],
    [{ kind: 'date', text: '1990-05-12' }],
  ])('%j is 12 May 1990', (cell) => {
    expect(parse({ TANGGAL_LAHIR: cell }).row?.person.birthDate).toBe('1990-05-12')
  })

  test.each<[string | ImportCell]>([
    ['31-02-1990'],
    ['12-05/1990'],
    ['12-05-90'],
    ['05-13-1990'],
    ['12 Mei 1990'],
    ['12051990'],
    [number('32874')],
    [{ kind: 'date', text: '1990-02-31' }],
  ])('%j is refused', (cell) => {
    expect(errors(parse({ TANGGAL_LAHIR: cell }))).toEqual(['TANGGAL_LAHIR DATE_UNREADABLE'])
  })
})

describe('other cells', () => {
  test.each<[Record<string, string | ImportCell>, string]>([
    [{ JENIS_KELAMIN: 'X' }, 'JENIS_KELAMIN UNKNOWN_CHOICE'],
    [{ STATUS_KAWIN: 'mungkin' }, 'STATUS_KAWIN UNKNOWN_CHOICE'],
    [{ STATUS_PEGAWAI: 'magang' }, 'STATUS_PEGAWAI UNKNOWN_CHOICE'],
    [{ GOLONGAN_DARAH: 'C' }, 'GOLONGAN_DARAH UNKNOWN_CHOICE'],
    [{ JENIS_IDENTITAS: 'PASPOR' }, 'JENIS_IDENTITAS IDENTITY_KIND_UNSUPPORTED'],
    [{ KODE_NEGARA: 'SG', NO_IDENTITAS: '' }, 'NO_IDENTITAS REQUIRED'],
    [{ NAMA_LENGKAP: '<img src=x onerror=alert(1)>' }, 'NAMA_LENGKAP NAME_CHARACTERS'],
    [{ NAMA_LENGKAP: { kind: 'date', text: '2026-01-01' } }, 'NAMA_LENGKAP DATE_NOT_TEXT'],
    [{ ALAMAT: number('1.5') }, 'ALAMAT NUMBER_NOT_TEXT'],
    [{ ALAMAT: { kind: 'boolean', text: 'TRUE' } }, 'ALAMAT UNREADABLE_CELL'],
    [{ ALAMAT: 'x'.repeat(251) }, 'ALAMAT TEXT_LENGTH'],
    [{ NAMA_IBU_KANDUNG: '' }, 'NAMA_IBU_KANDUNG REQUIRED'],
    [{ STATUS_PEGAWAI: 'PKWT' }, 'TGL_AKHIR_KONTRAK CONTRACT_END_MISSING'],
    [{ TANGGAL_LAHIR: '12-05-2014' }, 'TANGGAL_LAHIR AGE_BELOW_MINIMUM'],
  ])('[R-20] %j is refused: %s', (changes, error) => {
    expect(errors(parse(changes))).toEqual([error])
  })

  test('the finding quotes the value and names the place', () => {
    expect(parse({ STATUS_PEGAWAI: 'magang' }).findings).toContainEqual({
      code: 'UNKNOWN_CHOICE',
      severity: 'ERROR',
      column: 'STATUS_PEGAWAI',
      columnIndex: HEADER.indexOf('STATUS_PEGAWAI'),
      detail: { value: 'magang' },
    })
  })

  test('[R-20] a NIK that disagrees with the birth date is a warning and the row is good', () => {
    const { row, findings } = parse({ TANGGAL_LAHIR: '13-05-1990' })
    expect(row).toBeDefined()
    expect(findings.map((f) => [f.code, f.severity])).toEqual([
      ['NIK_MISMATCH_BIRTHDATE', 'WARNING'],
    ])
  })

  test('a worker the employer already has is refused', () => {
    expect(errors(parse({}, new Set(['3516995205900001'])))).toEqual([
      'NO_IDENTITAS NIK_ALREADY_AT_EMPLOYER',
    ])
  })

  test('HTML in an address is kept as the text it is', () => {
    expect(parse({ ALAMAT: '<b>Jl. & Gang</b>' }).row?.person.address).toBe('<b>Jl. & Gang</b>')
  })
})

describe('[R-23] columns are matched by header', () => {
  const match = (...headers: string[]) =>
    matchColumns(headers.map((h) => (h ? textCell(h) : EMPTY_CELL)))

  test('whatever case, spaces, marks and order', () => {
    expect(
      match(' upah*', 'Nama Lengkap', 'no-identitas', 'Tgl_Lahir').columns.map((c) => c.column),
    ).toEqual(['UPAH', 'NAMA_LENGKAP', 'NO_IDENTITAS', 'TANGGAL_LAHIR'])
  })

  test('missing required columns are named, unknown ones kept, optional ones not asked for', () => {
    const matches = match(
      ...SIPP_HEADER.filter((h) => h !== 'UPAH' && h !== 'GELAR'),
      '__proto__',
      'constructor',
    )
    expect(matches.missing).toEqual(['UPAH'])
    expect(matches.unknown).toEqual(['__proto__', 'constructor'])
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  test('the SIPP name wins over another spelling; two other spellings are a doubt', () => {
    expect(match('NIK', 'NO_IDENTITAS').columns.map((c) => c.column)).toEqual([
      undefined,
      'NO_IDENTITAS',
    ])
    expect(match('NIK', 'NO_KTP').repeated).toEqual(['NO_KTP'])
    expect(match('UPAH', 'Upah').repeated).toEqual(['Upah'])
  })

  test('the older template with a name in three parts', () => {
    const header = [
      'NAMA_DEPAN',
      'NAMA_TENGAH',
      'NAMA_BELAKANG',
      'NOMOR_IDENTITAS',
      ...SIPP_HEADER.slice(2),
    ].filter((h) => h !== 'NO_IDENTITAS')
    const matches = match(...header)
    expect(matches.missing).toEqual([])
    const values = goodRow(1, { NAMA_DEPAN: 'Sekar', NAMA_BELAKANG: 'Embunpagi' })
    values.set('NOMOR_IDENTITAS', values.get('NO_IDENTITAS') ?? '')
    const read = () =>
      parseSippRow(
        header.map((h) => textCell(values.get(h) ?? '')),
        matches.columns,
        { today: TODAY },
      )
    expect(read().row?.person.fullName).toBe('Sekar Embunpagi')
    values.set('NAMA_DEPAN', '')
    values.set('NAMA_BELAKANG', '')
    expect(read().findings.map((f) => `${f.column} ${f.code}`)).toEqual(['NAMA_DEPAN REQUIRED'])
  })
})
