import { describe, expect, test } from 'vitest'
import { IMPORT_LIMITS } from '../../../renderer/workers/import/limits'
import { readWorkerList } from '../../../renderer/workers/import/readWorkerList'
import { bookParts, fileOf, makeXlsx, sheetXml, zipParts, type TestCell } from './makeXlsx'

const HEADER = ['NAMA_LENGKAP', 'NO_IDENTITAS', 'UPAH', 'TANGGAL_LAHIR']

describe('how a cell was stored', () => {
  async function readCells(row: TestCell[], sharedStrings: string[] = [], date1904 = false) {
    const sheets = [{ name: 'data_tk_baru', rows: [HEADER, row] }]
    const list = await readWorkerList(fileOf(makeXlsx({ sheets, sharedStrings, date1904 })))
    return list.rows[0]?.cells
  }

  test('[R-21] text stays text with its leading zeros, inline and shared', async () => {
    expect(await readCells(['Sekar', '0351699010190001', { shared: 1 }], ['x', '00123'])).toEqual([
      { kind: 'text', text: 'Sekar' },
      { kind: 'text', text: '0351699010190001' },
      { kind: 'text', text: '00123' },
    ])
  })

  test('[R-21] a number keeps the digits that the file has and its kind', async () => {
    expect(
      await readCells(['A', { number: '3.5169901019E+15' }, { number: '4500000', style: 3 }]),
    ).toEqual([
      { kind: 'text', text: 'A' },
      { kind: 'number', text: '3.5169901019E+15' },
      { kind: 'number', text: '4500000' },
    ])
  })

  test('[R-22] a formula is a formula, never its cached result', async () => {
    const cells = await readCells([
      { formula: 'A1', cached: '3516990101900001', asText: true },
      { formula: 'HYPERLINK("x")' },
      { xml: '<c r="{at}"><f t="shared" si="0"/><v>7</v></c>' },
    ])
    expect(cells?.map((cell) => cell.kind)).toEqual(['formula', 'formula', 'formula'])
    expect(JSON.stringify(cells)).not.toContain('3516990101900001')
  })

  test('[R-22] every cell that an array formula fills counts as formula', async () => {
    const cells = await readCells([
      { formula: 'B9:C9', cached: 'x', asText: true, area: 'A2:B3' },
      { number: '5' },
      { number: '6' },
    ])
    expect(cells?.map((cell) => cell.kind)).toEqual(['formula', 'formula', 'number'])
  })

  test.each([
    ['32874', 1, false, '1990-01-01'],
    ['32874.75', 2, false, '1990-01-01'],
    ['31412', 1, true, '1990-01-01'],
    ['59', 1, false, '1900-02-28'],
    ['61', 1, false, '1900-03-01'],
  ])('[R-21] day number %s in style %i is a date', async (number, style, date1904, iso) => {
    expect(await readCells(['A', { number, style }], [], date1904)).toContainEqual({
      kind: 'date',
      text: iso,
    })
  })

  test('the day that never was (29 February 1900) is no date', async () => {
    expect(await readCells(['A', { number: '60', style: 1 }])).toContainEqual({
      kind: 'number',
      text: '60',
    })
  })

  test('rich text is joined, reading aids are left out, escapes are undone', async () => {
    const rich = '<r><t>Ra</t></r><r><t>tih</t></r><rPh sb="0" eb="1"><t>XX</t></rPh>'
    expect(
      await readCells([{ shared: 0 }, 'A &amp; B', 'x_x0041_y', '<b>Budi</b>'], [rich]),
    ).toEqual([
      { kind: 'text', text: 'Ratih' },
      { kind: 'text', text: 'A &amp; B' },
      { kind: 'text', text: 'xAy' },
      { kind: 'text', text: '<b>Budi</b>' },
    ])
  })

  test('errors and truth values keep their kind', async () => {
    expect(
      await readCells([
        { xml: '<c r="{at}" t="e"><v>#N/A</v></c>' },
        { xml: '<c r="{at}" t="b"><v>1</v></c>' },
      ]),
    ).toEqual([
      { kind: 'error', text: '#N/A' },
      { kind: 'boolean', text: 'TRUE' },
    ])
  })

  test('prefixed names and cells without references are read', async () => {
    const xml =
      '<x:worksheet xmlns:x="u"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>NAMA</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t>NIK</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t>UPAH</x:t></x:is></x:c></x:row><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    const list = await readWorkerList(fileOf(makeXlsx({ sheets: [{ name: 'a', rows: [], xml }] })))
    expect(list.rows).toEqual([{ number: 2, cells: [{ kind: 'number', text: '1' }] }])
  })
})

describe('which sheet and header', () => {
  const good = [HEADER, ['Sekar', '1', '2', '3']]

  test('[R-23] the sheet data_tk_baru wins over others, whatever the order', async () => {
    const sheets = [
      { name: 'Keterangan', rows: [['Daftar ini rekaan']] },
      { name: 'lama', rows: [HEADER, ['Salah', '', '', '']] },
      { name: 'Data TK Baru', rows: good },
    ]
    const list = await readWorkerList(fileOf(makeXlsx({ sheets })))
    expect([list.sheet, list.rows[0]?.cells[0]?.text]).toEqual(['Data TK Baru', 'Sekar'])
  })

  test('without that name the first sheet with the headers is taken', async () => {
    const sheets = [
      { name: 'Sampul', rows: [['PT Contoh']] },
      { name: 'Karyawan', rows: good },
    ]
    expect((await readWorkerList(fileOf(makeXlsx({ sheets })))).sheet).toBe('Karyawan')
  })

  test('a title above the header is skipped and row numbers stay those of the file', async () => {
    const sheets = [{ name: 'a', rows: [['Daftar tenaga kerja'], [], ...good] }]
    const list = await readWorkerList(fileOf(makeXlsx({ sheets })))
    expect([list.header.number, list.rows[0]?.number]).toEqual([3, 4])
  })
})

describe('CSV', () => {
  test.each([
    ['comma', 'NAMA,NIK,UPAH\nSekar,0351,"4,500,000"\n'],
    ['semicolon', 'NAMA;NIK;UPAH\r\nSekar;0351;4,500,000\r\n'],
    ['tab', 'NAMA\tNIK\tUPAH\nSekar\t0351\t4,500,000'],
    ['byte order mark', '\uFEFFNAMA;NIK;UPAH\nSekar;0351;4,500,000'],
  ])('[R-21] %s separated, all cells text', async (_, content) => {
    const list = await readWorkerList(fileOf(content, 'daftar.csv'))
    expect(list.header.cells[0]?.text).toBe('NAMA')
    expect(list.rows).toEqual([
      {
        number: 2,
        cells: ['Sekar', '0351', '4,500,000'].map((text) => ({ kind: 'text', text })),
      },
    ])
  })

  test('quotes may hold separators, line ends and quotes', async () => {
    const list = await readWorkerList(
      fileOf('NAMA,NIK,UPAH\n"a ""b"",\nc",1,2\n\n"d",3,4', 'a.csv'),
    )
    expect(list.rows.map((row) => [row.number, row.cells[0]?.text])).toEqual([
      [2, 'a "b",\nc'],
      [4, 'd'],
    ])
  })

  test('[R-22] a cell that a spreadsheet would evaluate is a formula', async () => {
    const list = await readWorkerList(fileOf('NAMA;NIK;UPAH\n=1+1;="0351";2', 'a.csv'))
    expect(list.rows[0]?.cells.map((cell) => cell.kind)).toEqual(['formula', 'formula', 'text'])
  })

  test('UTF-16 and the old Windows character set are read', async () => {
    const text = 'NAMA;NIK;UPAH\nJosé;1;2'
    const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from(text, 'utf16le')])
    const windows = new Uint8Array(Buffer.from(text, 'latin1'))
    for (const bytes of [utf16, windows])
      expect((await readWorkerList(fileOf(bytes))).rows[0]?.cells[0]?.text).toBe('José')
  })
})

describe('[R-24] unusable files are refused with their reason', () => {
  const ole = (name: string) => {
    const bytes = new Uint8Array(4096)
    bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
    bytes[0x1e] = 9
    bytes.set(Buffer.from(name, 'utf16le'), 512 + 128)
    return bytes
  }
  const parts = () => bookParts({ sheets: [{ name: 'a', rows: [HEADER, ['x']] }] })

  test.each<[string, Uint8Array | string]>([
    ['EMPTY_FILE', ''],
    ['WRONG_FILE_TYPE', '%PDF-1.7'],
    ['WRONG_FILE_TYPE', '<html><table><tr><td>NAMA</td></tr></table></html>'],
    ['WRONG_FILE_TYPE', '{"nama": "x"}'],
    ['WRONG_FILE_TYPE', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2])],
    ['WRONG_FILE_TYPE', zipParts({ 'word/document.xml': '<w/>' })],
    ['OLD_EXCEL_FORMAT', ole('Workbook')],
    ['PASSWORD_PROTECTED', ole('EncryptedPackage')],
    ['CORRUPT_FILE', makeXlsx({ sheets: [{ name: 'a', rows: [HEADER] }] }).slice(0, 600)],
    [
      'CORRUPT_FILE',
      zipParts({ ...parts(), 'xl/worksheets/sheet1.xml': '<worksheet><sheetData>' }),
    ],
    [
      'CORRUPT_FILE',
      zipParts({ ...parts(), 'xl/workbook.xml': '<!DOCTYPE a [<!ENTITY b "c">]><w/>' }),
    ],
    ['NO_SHEET', zipParts({ ...parts(), 'xl/workbook.xml': '<workbook><sheets/></workbook>' })],
    ['EMPTY_SHEET', makeXlsx({ sheets: [{ name: 'data_tk_baru', rows: [] }] })],
    ['EMPTY_SHEET', makeXlsx({ sheets: [{ name: 'data_tk_baru', rows: [HEADER, ['', '']] }] })],
    ['NO_HEADER', 'satu,dua\n1,2'],
    ['UNCLOSED_QUOTE', 'NAMA,NIK,UPAH\n"a,1,2\nb,3,4'],
    [
      'TOO_MANY_COLUMNS',
      makeXlsx({ sheets: [{ name: 'a', rows: [HEADER, Array(201).fill('x')] }] }),
    ],
  ])('%s', async (code, content) => {
    await expect(readWorkerList(fileOf(content))).rejects.toMatchObject({
      name: 'ImportProblem',
      code,
    })
  })

  test('30 MB is refused at once, from its size, without reading it', async () => {
    const file = fileOf(new Uint8Array(30 * 1024 * 1024).fill(0x41), 'besar.csv')
    let read = 0
    const slice = file.slice.bind(file)
    file.slice = (start = 0, end = file.size, type) => {
      read += end - start
      return slice(start, end, type)
    }
    file.arrayBuffer = () => Promise.reject(new Error('the whole file was read'))
    await expect(readWorkerList(file)).rejects.toMatchObject({
      code: 'FILE_TOO_BIG',
      detail: { limit: 10, size: 30 },
    })
    expect(read).toBeLessThan(10_000)
  })

  test('100,000 rows of Excel are refused early', async () => {
    const rows = Array.from({ length: 100_000 }, (_, n) => [
      `Orang ${n}`,
      `${n}`,
      '4500000',
      '01-01-1990',
    ])
    const bytes = makeXlsx({ sheets: [{ name: 'data_tk_baru', rows: [HEADER, ...rows] }] })
    let seen = 0
    await expect(
      readWorkerList(fileOf(bytes), (count) => {
        seen = count
      }),
    ).rejects.toMatchObject({ code: 'TOO_MANY_ROWS', detail: { limit: IMPORT_LIMITS.rows } })
    expect(seen).toBeLessThanOrEqual(10_100)
  })

  test('100,000 rows of CSV are refused early', async () => {
    const file = fileOf(`NAMA,NIK,UPAH\n${'Orang,1,2\n'.repeat(100_000)}`, 'a.csv')
    await expect(readWorkerList(file)).rejects.toMatchObject({ code: 'TOO_MANY_ROWS' })
  })

  test('exactly 10,000 rows are read, one more is not', async () => {
    const csv = (rows: number) => fileOf(`NAMA,NIK,UPAH\n${'Orang,1,2\n'.repeat(rows)}`, 'a.csv')
    expect((await readWorkerList(csv(10_000))).rows).toHaveLength(10_000)
    await expect(readWorkerList(csv(10_001))).rejects.toMatchObject({ code: 'TOO_MANY_ROWS' })
  })

  test('200,000 empty formatted rows do not count as rows', async () => {
    const filler = Array.from(
      { length: 200_000 },
      (_, n) => `<row r="${n + 3}"><c r="A${n + 3}" s="1"/></row>`,
    )
    const xml = sheetXml([HEADER, ['Sekar', '1']]).replace(
      '</sheetData>',
      `${filler.join('')}</sheetData>`,
    )
    const list = await readWorkerList(fileOf(makeXlsx({ sheets: [{ name: 'a', rows: [], xml }] })))
    expect(list.rows).toHaveLength(1)
  })

  test('a zip bomb is refused from its directory, before anything is inflated', async () => {
    const bomb = zipParts({ ...parts(), 'xl/worksheets/sheet1.xml': new Uint8Array(60_000_000) })
    // Nothing but its beginning and its directory can be read; inflating would fail otherwise.
    const directory = new DataView(bomb.buffer).getUint32(bomb.length - 6, true)
    bomb.fill(0xff, 4, directory)
    await expect(readWorkerList(fileOf(bomb))).rejects.toMatchObject({ code: 'SUSPICIOUS_ARCHIVE' })
  })

  test('a zip bomb that lies about its size is stopped while inflating', async () => {
    const bomb = zipParts({ ...parts(), 'xl/workbook.xml': new Uint8Array(60_000_000).fill(32) })
    const view = new DataView(bomb.buffer)
    for (let at = 0; at < bomb.length - 46; at++)
      if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) === 60_000_000)
        view.setUint32(at + 24, 1000, true)
    await expect(readWorkerList(fileOf(bomb))).rejects.toMatchObject({ code: 'SUSPICIOUS_ARCHIVE' })
  })

  test('an encrypted zip part is a password', async () => {
    const bytes = makeXlsx({ sheets: [{ name: 'a', rows: [HEADER] }] })
    const view = new DataView(bytes.buffer)
    for (let at = 0; at < bytes.length - 46; at++)
      if (view.getUint32(at, true) === 0x02014b50) view.setUint16(at + 8, 1, true)
    await expect(readWorkerList(fileOf(bytes))).rejects.toMatchObject({
      code: 'PASSWORD_PROTECTED',
    })
  })

  test('any damaged file gives a problem or rows, never another error', async () => {
    const bytes = makeXlsx({ sheets: [{ name: 'a', rows: [HEADER, ['Sekar', '1', '2', '3']] }] })
    for (let at = 0; at < bytes.length; at += 3) {
      const damaged = bytes.slice()
      damaged[at] = (damaged[at] ?? 0) ^ 0x55
      await readWorkerList(fileOf(damaged)).catch((error: unknown) =>
        expect(error).toMatchObject({ name: 'ImportProblem' }),
      )
    }
    expect(Object.keys(Object.prototype)).toEqual([])
  })
})
