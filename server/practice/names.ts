import type { BpuSector } from '#shared/domain/programmes'
import type { RiskLevel } from '#shared/model/common'

/** Invented words: natural to read, nobody's and no company's. */
export const men =
  'Bagas Wira Arga Bima Damar Elang Fajar Galih Jaka Krisna Panji Raka Satria Tirta Yudha Bayu'.split(
    ' ',
  )
export const women =
  'Ratih Sekar Dewi Laras Melati Ayu Kirana Wulan Intan Citra Nilam Puspa Rinjani Kenanga Arum Sari'.split(
    ' ',
  )
export const families =
  'Embunpagi Cempakawangi Lautbiru Angintimur Rimbajati Batukali Sawahhijau Bukitcerah Awanputih Pasirmerah Telagasunyi Mentarisenja Hujanreda Lembahdamai Bintangkejora Kebunteduh Sungaijernih'.split(
    ' ',
  )
export const places = 'Mojokerto Sidoarjo Gresik Jombang Lamongan Surabaya Pasuruan Kediri'.split(
  ' ',
)
export const streets =
  'Jalan Contoh Melati|Jalan Contoh Kenari|Jalan Contoh Raya|Jalan Latihan|Gang Contoh Damai'.split(
    '|',
  )

/** Kinds of business with the risk level of work accidents that goes with each. */
export const businesses: readonly { id: string; word: string; riskLevel: RiskLevel }[] = [
  { id: 'wholesale', word: 'Niaga', riskLevel: 1 },
  { id: 'shop', word: 'Swalayan', riskLevel: 1 },
  { id: 'food-seller', word: 'Boga', riskLevel: 1 },
  { id: 'household-textiles', word: 'Tekstil', riskLevel: 1 },
  { id: 'pharmacy', word: 'Farma', riskLevel: 1 },
  { id: 'tea-factory', word: 'Teh', riskLevel: 2 },
  { id: 'pottery', word: 'Keramik', riskLevel: 3 },
  { id: 'metal-goods', word: 'Logam', riskLevel: 3 },
  { id: 'warehousing', word: 'Gudang', riskLevel: 4 },
  { id: 'construction', word: 'Karya', riskLevel: 5 },
]

export const companyWords =
  'Embun Cempaka Samudra Angin Rimba Kali Sawah Bukit Awan Pasir Telaga Mentari Hujan Lembah Bintang Kebun Sungai Fajar Senja Pelangi'.split(
    ' ',
  )

/** What the self-employed do for a living. */
export const occupations: readonly { name: string; sector: BpuSector }[] = [
  { name: 'Pedagang keliling', sector: 'OTHER' },
  { name: 'Pengemudi ojek', sector: 'TRANSPORT' },
  { name: 'Petani', sector: 'OTHER' },
  { name: 'Tukang kayu', sector: 'OTHER' },
  { name: 'Kurir', sector: 'TRANSPORT' },
  { name: 'Penjahit', sector: 'OTHER' },
  { name: 'Nelayan', sector: 'OTHER' },
]

/** What is built, and for whom. */
export const works: readonly (readonly [string, string])[] = [
  ['Pembangunan Gedung Serbaguna Contoh', 'Dinas Pekerjaan Contoh'],
  ['Perbaikan Jalan Desa Contoh', 'PT Contoh Properti'],
  ['Pembangunan Pasar Contoh Tahap I', 'Dinas Perdagangan Contoh'],
  ['Pembangunan Gudang Contoh Utama', 'PT Contoh Logistik'],
]
