import fc from 'fast-check'
import readXlsxFile from 'read-excel-file/node'
import { describe, expect, test } from 'vitest'
import { allRows, checkRows, recheckRow, recheckRows } from '#shared/registration/importCheck'
import { textCell, type ImportCell } from '#shared/registration/importCell'
import { SIPP_HEADER } from '#shared/registration/sippColumns'
import { checkFile } from '../../../renderer/workers/import/checkFile'
import { readWorkerList } from '../../../renderer/workers/import/readWorkerList'
import { returnFile } from '../../../renderer/workers/import/returnFile'
import { fileOf, makeXlsx, type TestCell } from './makeXlsx'
import { goodRow, tableOf, TODAY } from './workerRows'

const ctx = { today: TODAY }
const sentence = (finding: { code: string }) => `kalimat ${finding.code}`

function check(table: readonly (readonly (string | ImportCell)[])[]) {
  const rows = table.map((row, index) => ({
    number: index + 1,
    cells: row.map((cell) => (typeof cell === 'string' ? textCell(cell) : cell)),
  }))
  const [header, ...rest] = rows
  if (header === undefined) throw new Error('a table has a header')
  return checkRows({ fileName: 'a.xlsx', sheet: 's', header, rows: rest }, ctx)
}

const place = (column: (typeof SIPP_HEADER)[number]) => SIPP_HEADER.indexOf(column)
const book = (rows: TestCell[][]) => makeXlsx({ sheets: [{ name: 'data_tk_baru', rows }] })

describe('[R-27] repetitions inside the file', () => {
  const nik = '3516995205900001'

  test('the later row is wrong and names the first', () => {
    const result = check(
      tableOf([
        goodRow(1),
        goodRow(2),
        goodRow(3, { NO_IDENTITAS: '3516 9952 0590 0001' }),
        goodRow(4, { NO_IDENTITAS: nik }),
      ]),
    )
    expect(result.good.map((row) => row.number)).toEqual([2, 3])
    expect(result.bad.map((row) => [row.number, row.findings])).toEqual(
      [4, 5].map((number) => [
        number,
        [
          {
            code: 'NIK_REPEATED_IN_FILE',
            severity: 'ERROR',
            column: 'NO_IDENTITAS',
            columnIndex: place('NO_IDENTITAS'),
            detail: { row: 2 },
          },
        ],
      ]),
    )
  })

  test('a repeated employee number is only a warning', () => {
    const result = check(tableOf([goodRow(1), goodRow(2, { NO_PEGAWAI: 'P0001' })]))
    expect([result.good.length, result.warnings]).toEqual([2, 1])
  })

  test('correcting one of the rows frees the other', () => {
    const table = tableOf([goodRow(1), goodRow(2, { NO_IDENTITAS: nik })])
    const first = check(table)
    const later = recheckRow(first, 3, new Map([[place('NO_IDENTITAS'), '3516995205900002']]), ctx)
    expect([later.good.length, later.bad.length]).toEqual([2, 0])
    const earlier = recheckRow(
      first,
      2,
      new Map([[place('NO_IDENTITAS'), '3516995205900009']]),
      ctx,
    )
    expect([earlier.good.length, earlier.bad.length]).toEqual([2, 0])
    expect(earlier.good[1]?.row?.person.nik).toBe(nik)
  })

  test('a correction may also make a new repetition', () => {
    const first = check(tableOf([goodRow(1), goodRow(2)]))
    const result = recheckRow(first, 2, new Map([[place('NO_IDENTITAS'), '3516995205900002']]), ctx)
    expect(result.bad.map((row) => row.number)).toEqual([3])
  })
})

describe('corrections', () => {
  test('[R-28] the same mistake in many rows is corrected in one step', () => {
    const faulty = [1, 2, 3].map((n) => goodRow(n, { TANGGAL_LAHIR: '12.05.1990' }))
    const first = check(tableOf(faulty))
    expect(first.bad).toHaveLength(3)
    const edits = first.bad.map((row) => ({
      rowNumber: row.number,
      column: place('TANGGAL_LAHIR'),
      text: '12-05-1990',
    }))
    expect(recheckRows(first, edits, ctx)).toMatchObject({ totalRows: 3, bad: [], warnings: 0 })
  })

  test('[R-22] what is typed into the grid is text, even when it looks like a formula', () => {
    const first = check(tableOf([goodRow(1)]))
    const result = recheckRow(first, 2, new Map([[place('ALAMAT'), '=Jl. Contoh']]), ctx)
    expect(result.good[0]?.row?.person.address).toBe('=Jl. Contoh')
  })

  test('edits outside the grid change nothing', () => {
    const first = check(tableOf([goodRow(1)]))
    expect(recheckRows(first, [{ rowNumber: 99, column: 0, text: 'x' }], ctx)).toEqual(first)
    expect(recheckRows(first, [{ rowNumber: 2, column: -1, text: 'x' }], ctx)).toEqual(first)
    expect(recheckRows(first, [{ rowNumber: 2, column: 500, text: 'x' }], ctx)).toEqual(first)
  })
})

describe('[R-23] columns', () => {
  test('a missing required column is named and no row is good', () => {
    const header = SIPP_HEADER.filter((column) => column !== 'UPAH')
    const result = check(tableOf([goodRow(1)], header))
    expect(result.missingColumns).toEqual(['UPAH'])
    expect([result.good.length, result.bad.length]).toEqual([0, 1])
    expect(result.bad[0]?.findings).toContainEqual(
      expect.objectContaining({ code: 'REQUIRED', column: 'UPAH', columnIndex: undefined }),
    )
  })

  test('a column that is there twice is refused by name', () => {
    expect(() => check(tableOf([goodRow(1)], [...SIPP_HEADER, 'Upah']))).toThrow(
      expect.objectContaining({ code: 'REPEATED_COLUMN', detail: { column: 'Upah' } }),
    )
  })

  test('hostile headers are only headers', async () => {
    const header = ['__proto__', 'constructor', 'toString', ...SIPP_HEADER]
    const row = goodRow(1, { ['__proto__']: '{"polluted":true}', constructor: 'x' })
    const result = check(tableOf([row], header))
    expect(result.good).toHaveLength(1)
    expect(result.unknownColumns).toEqual(['__proto__', 'constructor', 'toString'])
    const list = await readWorkerList(fileOf(returnFile(result.good, result.columns, sentence)))
    expect(list.header.cells.slice(0, 3).map((cell) => cell.text)).toEqual(header.slice(0, 3))
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

describe('the returned file', () => {
  const texts = async (bytes: Uint8Array) => {
    const list = await readWorkerList(fileOf(bytes))
    return [list.header, ...list.rows].map((row) => row.cells.map((cell) => cell))
  }

  test('[R-28] same columns in the same order, unknown ones too, all text, with the reasons', async () => {
    const header = ['CATATAN', ...SIPP_HEADER.toReversed()]
    const row = goodRow(7, {
      CATATAN: 'shift 2',
      NO_IDENTITAS: '351699',
      UPAH: '-5',
      KODE_POS: '00012',
    })
    const result = check(tableOf([row], header))
    const [head = [], back = []] = await texts(returnFile(result.bad, result.columns, sentence))
    expect(head.map((cell) => cell.text)).toEqual([...header, 'ALASAN'])
    expect([head, back].flat().every((cell) => cell.kind === 'text' || cell.kind === 'empty')).toBe(
      true,
    )
    const shown = (column: string) => back[[...header, 'ALASAN'].indexOf(column)]?.text
    expect([shown('CATATAN'), shown('HP'), shown('KODE_POS')]).toEqual([
      'shift 2',
      '081200000007',
      '00012',
    ])
    expect(shown('ALASAN')).toBe(
      'KODE_POS: kalimat POSTCODE_FORMAT | UPAH: kalimat MONEY_NEGATIVE | NO_IDENTITAS: kalimat NIK_FORMAT',
    )
  })

  test('[R-28] corrected and imported again, every row is good; reasons do not pile up', async () => {
    const rows: TestCell[][] = tableOf([
      goodRow(1, { NAMA_LENGKAP: '' }),
      goodRow(2, { UPAH: 'x' }),
      goodRow(3),
    ])
    const cells = rows[3]
    if (cells) {
      cells[place('TANGGAL_LAHIR')] = { number: '33005', style: 2 }
      cells[place('NO_IDENTITAS')] = { number: '3516995205900003' }
    }
    const first = await checkFile(fileOf(book(rows)), ctx)
    expect(first.bad).toHaveLength(3)
    const again = await checkFile(fileOf(returnFile(first.bad, first.columns, sentence)), ctx)
    expect([again.bad.length, again.unknownColumns]).toEqual([3, []])
    const fixed = recheckRows(
      again,
      [
        { rowNumber: 2, column: place('NAMA_LENGKAP'), text: 'Sekar Embunpagi' },
        { rowNumber: 3, column: place('UPAH'), text: '4.500.000' },
        { rowNumber: 4, column: place('NO_IDENTITAS'), text: '3516995205900003' },
      ],
      ctx,
    )
    expect(fixed).toMatchObject({ totalRows: 3, bad: [] })
    expect(fixed.good.map((row) => row.row?.person.nik)).toEqual(
      [1, 2, 3].map((n) => `351699520590000${n}`),
    )
    const [head = []] = await texts(returnFile(again.bad, again.columns, sentence))
    expect(head.filter((cell) => cell.text === 'ALASAN')).toHaveLength(1)
  })

  test('[R-29] nothing in it can start a formula, and the import gives back the very text', async () => {
    const payloads = [
      '=1+1',
      '+1',
      '-1+cmd',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      "'=1",
      '=HYPERLINK("http://x","y")',
    ]
    const rows = payloads.map((text, n) => goodRow(n, { ALAMAT: text, NAMA_IBU_KANDUNG: '' }))
    const first = check(tableOf(rows))
    const bytes = returnFile(first.bad, first.columns, (finding) => `=${finding.code}`)
    const raw = await texts(bytes)
    for (const cell of raw.flat()) {
      expect(cell.kind).not.toBe('formula')
      if (cell.text !== '-') expect(cell.text).not.toMatch(/^[=+\-@\t\r]/)
    }
    const again = await checkFile(fileOf(bytes), ctx)
    expect(again.bad.map((row) => row.cells[place('ALAMAT')]?.text)).toEqual(payloads)
  })

  test('[R-28] another reader sees the same texts, whatever characters they hold', async () => {
    const hard = [
      'constructor',
      '__proto__',
      'a_x0041_b',
      'tab\there',
      'line\r\nend',
      '<b>&"x"</b>',
      '😀 é',
      '\u0001',
      ' x ',
    ]
    const rows = hard.map((text, n) =>
      goodRow(n, { ALAMAT: text, NAMA_IBU_KANDUNG: '', HP: '0812' }),
    )
    const first = check(tableOf(rows))
    const bytes = returnFile(first.bad, first.columns, sentence)
    const [sheet] = await readXlsxFile(Buffer.from(bytes), { trim: false })
    expect(sheet?.sheet).toBe('data_tk_baru')
    expect(sheet?.data[0]).toEqual([...SIPP_HEADER, 'ALASAN'])
    expect(sheet?.data.slice(1).map((row) => row[place('ALAMAT')])).toEqual(hard)
    expect(sheet?.data.slice(1).map((row) => row[place('HP')])).toEqual(hard.map(() => '0812'))
  })

  test('[R-22] a formula comes back as harmless text', async () => {
    const first = await checkFile(
      fileOf(
        book([[...SIPP_HEADER], [{ formula: 'WEBSERVICE("http://x")', cached: '7' }, 'Sekar']]),
      ),
      ctx,
    )
    const raw = await texts(returnFile(first.bad, first.columns, sentence))
    expect(raw[1]?.[0]).toEqual({ kind: 'text', text: '?? =WEBSERVICE("http://x")' })
  })
})

test('[R-20] rows in = good + bad, every bad row has a reason, for 1,000 generated files', async () => {
  const anyText = fc.oneof(
    fc.string({ maxLength: 12, unit: 'binary' }),
    fc.constantFrom('', '0', '=1', 'PKWT', 'P', '12-05-1990', '4.500.000', '3516995205900001'),
  )
  const cell: fc.Arbitrary<TestCell> = fc.oneof(
    { weight: 4, arbitrary: anyText },
    fc.integer().map((n) => ({ number: String(n) })),
    fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .map((n) => ({ number: String(n), style: 2 })),
    fc.constantFrom<TestCell>({ formula: 'A1', cached: '1' }, { shared: 0 }),
  )
  const row = fc
    .record({
      n: fc.integer({ min: 1, max: 4 }),
      spoil: fc.array(fc.tuple(fc.nat(31), cell), { maxLength: 4 }),
    })
    .map(({ n, spoil }) => {
      const cells: TestCell[] = tableOf([goodRow(n)])[1] ?? []
      for (const [column, value] of spoil) cells[column] = value
      return Array.from(cells, (value) => value ?? '')
    })
  let good = 0
  let bad = 0
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), async (rows) => {
      const bytes = makeXlsx({
        sheets: [{ name: 'data_tk_baru', rows: [[...SIPP_HEADER, 'LAIN', ''], ...rows] }],
        sharedStrings: ['Ratih'],
      })
      const result = await checkFile(fileOf(bytes), ctx)
      expect(result.totalRows).toBe(rows.length)
      expect(result.good.length + result.bad.length).toBe(rows.length)
      expect(allRows(result).map((r) => r.number)).toEqual(rows.map((_, i) => i + 2))
      for (const r of result.good)
        expect(r.findings.every((f) => f.severity === 'WARNING')).toBe(true)
      for (const r of result.bad) expect(r.findings.some((f) => f.severity === 'ERROR')).toBe(true)
      expect(recheckRows(result, [], ctx)).toEqual(result)
      good += result.good.length
      bad += result.bad.length
      if (result.bad.length === 0) return
      const back = await checkFile(fileOf(returnFile(result.bad, result.columns, sentence)), ctx)
      expect(back.totalRows).toBe(result.bad.length)
      // A row that nobody corrected must not slip in on its second visit.
      const stillBad = new Set(back.bad.map((r) => r.number))
      for (const [i, r] of result.bad.entries())
        if (r.findings.some((f) => f.severity === 'ERROR' && !f.code.endsWith('_REPEATED_IN_FILE')))
          expect(stillBad).toContain(i + 2)
    }),
    { numRuns: 1000 },
  )
  expect(good).toBeGreaterThan(200)
  expect(bad).toBeGreaterThan(200)
}, 120_000)
