// Makes resources/samples/tenaga-kerja-contoh-250.xlsx: a company's worker list in the SIPP layout
// with 250 invented people, seven of them faulty in seven different ways. The same script always
// makes the same bytes, so a changed sample is always a wanted change.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import writeXlsxFile from 'write-excel-file/node'

// Another place may be named, which is how a test compares a fresh copy with the stored one.
const target =
  process.argv[2] ??
  join(dirname(fileURLToPath(import.meta.url)), '../resources/samples/tenaga-kerja-contoh-250.xlsx')

const HEADER = [
  'NO_PEGAWAI',
  'NAMA_LENGKAP',
  'GELAR',
  'TELEPON_AREA_RUMAH',
  'TELEPON_RUMAH',
  'TELEPON_AREA_KANTOR',
  'TELEPON_KANTOR',
  'TELEPON_EXT_KANTOR',
  'HP',
  'EMAIL',
  'TEMPAT_LAHIR',
  'TANGGAL_LAHIR',
  'NAMA_IBU_KANDUNG',
  'JENIS_IDENTITAS',
  'NO_IDENTITAS',
  'MASA_LAKU_IDENTITAS',
  'JENIS_KELAMIN',
  'SURAT_MENYURAT_KE',
  'TANGGAL_KEPESERTAAN',
  'STATUS_KAWIN',
  'GOLONGAN_DARAH',
  'NPWP',
  'KODE_NEGARA',
  'UPAH',
  'ALAMAT',
  'KODE_POS',
  'LOKASI_PEKERJAAN',
  'STATUS_PEGAWAI',
  'TGL_AWAL_BEKERJA',
  'TGL_AKHIR_KONTRAK',
]

// Invented family names made of nature words: natural to read, and nobody's.
const MEN =
  'Bagas Wira Arga Bima Damar Elang Fajar Galih Jaka Krisna Lintang Panji Raka Satria Tirta'
const WOMEN =
  'Ratih Sekar Dewi Laras Melati Ayu Kirana Wulan Intan Citra Nilam Puspa Rinjani Kenanga Arum'
const FAMILIES =
  'Embunpagi Cempakawangi Lautbiru Angintimur Rimbajati Batukali Sawahhijau Bukitcerah Awanputih Pasirmerah Telagasunyi Mentarisenja Hujanreda Lembahdamai Bintangkejora'
const PLACES = 'Mojokerto Sidoarjo Gresik Jombang Lamongan Surabaya Pasuruan Kediri'
const [men, women, families, places] = [MEN, WOMEN, FAMILIES, PLACES].map((list) => list.split(' '))

const random = makeRandom(20_260_720)
const pick = (list) => list[Math.floor(random() * list.length)]
const between = (low, high) => low + Math.floor(random() * (high - low + 1))
const pad = (number, width) => String(number).padStart(width, '0')

const workers = Array.from({ length: 250 }, (_, index) => makeWorker(index + 1))
addFaults(workers)

const textCell = (value) => ({ value, type: String, format: '@' })
const list = [
  HEADER.map((title) => ({ ...textCell(title), fontWeight: 'bold' })),
  ...workers.map((worker) => HEADER.map((title) => textCell(worker[title] ?? ''))),
]
const notes = [
  ['Data contoh SMILE Loket'],
  ['Semua orang dalam berkas ini rekaan. NIK memakai kode kecamatan 351699 yang tidak ada.'],
  ['250 tenaga kerja: 243 benar, 7 sengaja salah dengan tujuh macam kesalahan.'],
  ['All people in this file are invented.'],
].map((row) => row.map(textCell))

const made = await writeXlsxFile([
  {
    data: list,
    sheet: 'data_tk_baru',
    columns: HEADER.map(() => ({ width: 20 })),
    stickyRowsCount: 1,
  },
  { data: notes, sheet: 'Keterangan', columns: [{ width: 90 }] },
]).toBuffer()
mkdirSync(dirname(target), { recursive: true })
writeFileSync(target, withFixedTimes(made))

function makeWorker(number) {
  const female = random() < 0.45
  const year = between(1972, 2004)
  const month = between(1, 12)
  const day = between(1, 28)
  const startYear = between(Math.max(year + 20, 2012), 2025)
  const fixedTerm = random() < 0.35
  const married = random() < 0.6
  const name = `${pick(female ? women : men)} ${pick(families)}`
  const wage = between(50, 300) * 50_000
  return {
    NO_PEGAWAI: `C${pad(number, 4)}`,
    NAMA_LENGKAP: name,
    HP: `08120000${pad(number, 4)}`,
    EMAIL: random() < 0.5 ? `tk${pad(number, 3)}@perusahaan.example` : '',
    TEMPAT_LAHIR: pick(places),
    TANGGAL_LAHIR: `${pad(day, 2)}-${pad(month, 2)}-${year}`,
    NAMA_IBU_KANDUNG: `${pick(women)} ${pick(families)}`,
    JENIS_IDENTITAS: 'KTP',
    NO_IDENTITAS: `351699${pad(female ? day + 40 : day, 2)}${pad(month, 2)}${pad(year % 100, 2)}${pad(number, 4)}`,
    JENIS_KELAMIN: female ? 'P' : 'L',
    SURAT_MENYURAT_KE: 'E',
    STATUS_KAWIN: married ? 'Y' : 'T',
    GOLONGAN_DARAH: pick(['A', 'B', 'AB', 'O', '-']),
    KODE_NEGARA: 'ID',
    UPAH: random() < 0.2 ? grouped(wage) : String(wage),
    ALAMAT: `Jl. Contoh No. ${between(1, 180)}, Desa Rekaan, Kab. Mojokerto`,
    KODE_POS: `613${pad(between(1, 90), 2)}`,
    LOKASI_PEKERJAAN: '3516',
    STATUS_PEGAWAI: fixedTerm ? 'PKWT' : 'PKWTT',
    TGL_AWAL_BEKERJA: `${pad(between(1, 28), 2)}-${pad(between(1, 12), 2)}-${startYear}`,
    TGL_AKHIR_KONTRAK: fixedTerm ? `31-12-${between(2031, 2034)}` : '',
  }
}

/** `4500000` as `4.500.000`. */
function grouped(amount) {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, '.')
}

/** Seven rows, seven kinds of mistakes that companies really make. */
function addFaults(rows) {
  const change = (number, values) => Object.assign(rows[number - 1], values)
  change(18, { NO_IDENTITAS: rows[17].NO_IDENTITAS.slice(0, 15) })
  change(49, { NO_IDENTITAS: `351699320190${pad(49, 4)}` })
  change(84, { ...rows[29], NO_PEGAWAI: rows[83].NO_PEGAWAI })
  change(122, { NAMA_LENGKAP: '' })
  change(161, { UPAH: '4,5 juta' })
  change(200, { STATUS_PEGAWAI: 'PKWT', TGL_AKHIR_KONTRAK: '' })
  change(237, {
    JENIS_KELAMIN: 'L',
    TANGGAL_LAHIR: '17-05-2020',
    NO_IDENTITAS: `351699170520${pad(237, 4)}`,
    STATUS_KAWIN: 'T',
  })
}

/** The archive again with one fixed time, in one fixed order. */
function withFixedTimes(bytes) {
  const parts = unzipSync(bytes)
  const fixed = {}
  for (const name of Object.keys(parts).sort((a, b) => orderOf(a) - orderOf(b) || (a < b ? -1 : 1)))
    fixed[name] = strToU8(strFromU8(parts[name]))
  return zipSync(fixed, { mtime: new Date(2026, 0, 1), level: 9 })
}

/** Spreadsheet programs look for the list of contents first. */
function orderOf(name) {
  return name === '[Content_Types].xml' ? 0 : 1
}

/** A small seeded generator (mulberry32): the same people every time. */
function makeRandom(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
