import type { FindingCode } from '#shared/domain/findings'
import { defineTexts } from './texts'

/** One sentence per finding: what was noticed and, where it helps, what to do. */
const id: Record<FindingCode, string> = {
  REQUIRED: 'Isian ini wajib.',
  TEXT_LENGTH: 'Panjangnya harus {{min}} sampai {{max}} huruf; sekarang {{length}}.',
  NOT_A_DATE: 'Tanggal tidak dapat dibaca. Tulis hari/bulan/tahun, misalnya 05/01/1990.',
  NIK_FORMAT: 'NIK harus 16 angka; sekarang {{length}}.',
  NIK_PROVINCE: 'Kode provinsi {{province}} pada NIK tidak ada. Periksa dua angka pertama.',
  NIK_BIRTH_DATE: 'Tanggal lahir di dalam NIK tidak mungkin. Periksa angka ke-7 sampai ke-12.',
  NIK_SERIAL: 'Empat angka terakhir NIK tidak boleh 0000.',
  NIK_SUSPICIOUS: 'NIK ini tampak dikarang. Centang bila memang tertulis begitu di KTP.',
  NIK_MISMATCH_BIRTHDATE:
    'Tanggal lahir di NIK berbeda dari yang diisi. Boleh berbeda bila sudah pernah dikoreksi; centang bila sesuai KTP.',
  NIK_MISMATCH_SEX: 'Jenis kelamin menurut NIK berbeda dari yang diisi. Centang bila sesuai KTP.',
  FAMILY_CARD_FORMAT: 'Nomor KK harus 16 angka; sekarang {{length}}.',
  FAMILY_CARD_STRUCTURE: 'Susunan nomor KK tidak biasa. Centang bila sesuai kartu keluarga.',
  FAMILY_CARD_EQUALS_NIK:
    'Nomor KK sama dengan NIK, biasanya salah ketik. Centang bila memang sama.',
  NPWP_FORMAT: 'NPWP harus 15, 16, atau 22 angka; sekarang {{length}}.',
  NPWP_CHECK_DIGIT: 'Angka ke-9 NPWP tidak cocok. Boleh dilanjutkan bila sesuai kartu.',
  NPWP_NOT_ORGANISATION:
    'NPWP badan usaha biasanya diawali 0; ini tampak milik perorangan. Centang bila sesuai kartu.',
  NPWP_NIK_STRUCTURE:
    'NPWP 16 angka ini bukan milik badan dan susunannya bukan NIK. Centang bila sesuai kartu.',
  NPP_FORMAT: 'NPP terdiri dari 8 huruf besar atau angka.',
  DIVISION_FORMAT: 'Kode divisi terdiri dari 3 angka, misalnya 000.',
  KPJ_FORMAT: 'Nomor KPJ harus 11 angka; sekarang {{length}}.',
  KPJ_LETTERS: 'Nomor KPJ berisi huruf, hanya ada pada kartu lama. Centang bila sesuai kartu.',
  NIB_FORMAT: 'NIB harus 13 angka; sekarang {{length}}.',
  PHONE_FORMAT: 'Nomor telepon tidak dapat dibaca. Contoh: 0812-3456-7890 atau 0321-123456.',
  PHONE_NOT_MOBILE: 'Isi nomor ponsel yang bisa menerima pesan, misalnya 0812-3456-7890.',
  PHONE_FOREIGN: 'Nomor ini dari luar negeri. Centang bila benar.',
  EMAIL_FORMAT: 'Alamat surel tidak lengkap. Contoh: nama@perusahaan.co.id.',
  EMAIL_LIKELY_TYPO: 'Surel berakhir {{domain}}; mungkin maksudnya {{meant}}. Centang bila benar.',
  POSTCODE_FORMAT: 'Kode pos terdiri dari 5 angka dan tidak diawali 0.',
  BANK_ACCOUNT_FORMAT: 'Nomor rekening terdiri dari 6 sampai 20 angka.',
  BANK_ACCOUNT_LENGTH:
    'Rekening bank ini biasanya {{usual}} angka; sekarang {{length}}. Centang bila sesuai buku tabungan.',
  BANK_HOLDER_MISMATCH:
    'Nama pemilik rekening berbeda dari nama terdaftar. Centang bila sesuai buku tabungan.',
  NAME_CHARACTERS: 'Nama hanya boleh berisi huruf, spasi, titik, petik, dan tanda hubung.',
  NAME_HAS_TITLE:
    'Nama tampak memuat gelar. Pindahkan ke isian gelar, atau centang bila nama asli.',
  NAME_CLOSE: 'Nama berbeda satu atau dua huruf dari kartu. Periksa ejaannya.',
  NAME_DIFFERENT: 'Nama berbeda dari kartu. Samakan dengan KTP.',
  LEGAL_FORM_REPEATED: 'Bentuk badan usaha tertulis dua kali di dalam nama. Centang bila benar.',
  LICENCE_MISSING: 'Isi NIB, atau nomor SIUP/SITU/TDP.',
  PDS_PROGRAM:
    'Belum semua program wajib diikuti: {{missing}} wajib untuk usaha {{size}}. Dapat disimpan dan dicatat sebagai daftar sebagian.',
  PROGRAMME_MISSING: 'Pilih paling sedikit satu program.',
  SIZE_MISMATCH:
    'Menurut angka yang diisi, skalanya {{suggested}}, bukan {{size}}. Centang bila benar.',
  RISK_LEVEL_OVERRIDDEN:
    'Jenis usaha ini biasanya tingkat risiko {{usual}}. Tulis alasan perubahannya.',
  START_PERIOD_TOO_EARLY: 'Bulan iuran paling awal {{first}}.',
  START_PERIOD_LONG_AGO: 'Bulan mulai lebih dari dua bulan yang lalu. Centang bila benar.',
  WORKER_COUNT_DIFFERS:
    'Jumlah yang dinyatakan {{declared}} orang, yang terdaftar {{listed}}. Centang bila benar.',
  WAGE_TOTAL_DIFFERS:
    'Total upah yang dinyatakan Rp{{declared}}, menurut daftar Rp{{listed}}. Centang bila benar.',
  WORKER_COUNT_INVALID: 'Jumlah tenaga kerja paling sedikit 1, tanpa koma.',
  AMOUNT_INVALID: 'Jumlah tidak dapat dibaca. Tulis rupiah bulat, misalnya 4.500.000.',
  AGE_BELOW_MINIMUM: 'Usia {{age}} tahun; paling muda {{minimumAge}} tahun.',
  AGE_YOUNG_WORKER: 'Usia {{age}} tahun, di bawah 18. Centang bila sesuai KTP atau akta.',
  BIRTHDATE_IN_FUTURE: 'Tanggal lahir belum terjadi. Periksa tahunnya.',
  BIRTHDATE_IMPLAUSIBLE: 'Usia {{age}} tahun tidak biasa. Centang bila sesuai KTP.',
  CONTRACT_END_MISSING: 'Pekerja kontrak (PKWT) wajib punya tanggal akhir kontrak.',
  CONTRACT_END_BEFORE_START: 'Akhir kontrak harus sesudah tanggal mulai bekerja.',
  START_DATE_IN_FUTURE: 'Tanggal mulai bekerja belum tiba. Centang bila benar.',
  START_DATE_LATE_REPORT:
    'Mulai bekerja {{days}} hari yang lalu; batas pelaporan 30 hari. Centang bila benar.',
  START_BEFORE_WORKING_AGE:
    'Pada tanggal mulai bekerja usianya di bawah 15 tahun. Centang bila benar.',
  WAGE_NOT_POSITIVE: 'Upah harus lebih dari nol.',
  WAGE_BELOW_MINIMUM:
    'Upah Rp{{wage}} di bawah upah minimum Rp{{minimumWage}}. Centang bila benar.',
  BACK_PAY_NEGATIVE: 'Rapel tidak boleh kurang dari nol.',
  JKN_FORMAT: 'Nomor JKN harus 13 angka.',
  FOREIGNER_TOO_SHORT:
    'Tenaga kerja asing dilindungi setelah enam bulan di Indonesia. Centang bila benar.',
  PDS_TK:
    'Baru {{registered}} dari {{known}} tenaga kerja yang terdaftar (PDS tenaga kerja). Centang bila benar.',
  PDS_UPAH:
    'Upah yang dilaporkan Rp{{reported}}, yang sebenarnya Rp{{actual}} (PDS upah). Centang bila benar.',
  BIRTH_PLACE_DIFFERS: 'Tempat lahir berbeda dengan KTP.',
  BIRTH_DATE_DIFFERS: 'Tanggal lahir berbeda dengan KTP.',
  ADDRESS_DIFFERS: 'Alamat berbeda dengan KTP. Centang bila benar.',
  NIK_DIFFERS: 'NIK berbeda dengan KTP.',
  NIK_REGION_DIFFERS: 'NIK terbit di kabupaten/kota lain dari alamatnya. Centang bila benar.',
  FAMILY_CARD_DIFFERS: 'Nomor KK berbeda dengan salinan KK. Centang bila benar.',
  NOT_IN_FAMILY_CARD: 'Orang ini tidak tercantum di salinan KK. Centang bila benar.',
  NIK_ACTIVE_AT_EMPLOYER: 'NIK ini sudah terdaftar aktif di perusahaan yang sama.',
  KPJ_EXISTS: 'NIK ini sudah mempunyai KPJ. Pakai nomor itu (TK lanjutan).',
  KPJ_SECOND: 'NIK ini mempunyai lebih dari satu KPJ. Usulkan penggabungan, lalu centang.',
  AGE_ABOVE_LIMIT: 'Usia {{age}} tahun; pendaftaran BPU sebelum {{limit}} tahun.',
  ATTACHMENT_MISSING: 'Berkas {{attachment}} belum dilampirkan.',
  ATTACHMENT_UNREADABLE: 'Berkas {{attachment}} tidak terbaca. Minta salinan yang jelas.',
  PHONE_SHARED: 'Nomor telepon ini dipakai {{payers}} pembayar. Centang bila benar.',
  NPWP_SHARED: 'NPWP ini dipakai {{employers}} badan usaha. Centang bila ini cabang.',
  EMPLOYER_NAME_DIFFERS: 'Nama badan usaha berbeda di {{document}}. Centang bila benar.',
  BPU_START_PERIOD: 'Kepesertaan mulai {{from}} atau {{to}}: bulan ini atau bulan depan.',
  PROJECT_END_BEFORE_START: 'Tanggal selesai harus sesudah tanggal mulainya.',
  SPK_LATE_REPORT:
    'Lebih dari {{days}} hari kerja sejak SPK; proyek seharusnya sudah didaftarkan. Centang bila benar.',
  SHARE_INVALID: 'Bagian termin harus lebih dari 0 dan paling banyak 100%.',
  TERMS_NOT_WHOLE: 'Jumlah semua termin {{percent}}%; harus tepat 100%.',
  TERMS_NOT_IN_ORDER: 'Tanggal termin ini mendahului termin sebelumnya.',
}

const en: Record<FindingCode, string> = {
  REQUIRED: 'This field is required.',
  TEXT_LENGTH: 'Must have {{min}} to {{max}} characters; it has {{length}}.',
  NOT_A_DATE: 'The date cannot be read. Write day/month/year, such as 05/01/1990.',
  NIK_FORMAT: 'A NIK has 16 digits; this has {{length}}.',
  NIK_PROVINCE: 'Province code {{province}} in the NIK does not exist. Check the first two digits.',
  NIK_BIRTH_DATE: 'The birth date inside the NIK is impossible. Check digits 7 to 12.',
  NIK_SERIAL: 'The last four digits of a NIK cannot be 0000.',
  NIK_SUSPICIOUS: 'This NIK looks made up. Tick if the identity card really says so.',
  NIK_MISMATCH_BIRTHDATE:
    'The birth date in the NIK differs from the one entered. It may after a correction; tick if it matches the card.',
  NIK_MISMATCH_SEX: 'The sex in the NIK differs from the one entered. Tick if it matches the card.',
  FAMILY_CARD_FORMAT: 'A family card number has 16 digits; this has {{length}}.',
  FAMILY_CARD_STRUCTURE: 'The family card number is built unusually. Tick if it matches the card.',
  FAMILY_CARD_EQUALS_NIK:
    'The family card number equals the NIK, usually a typing error. Tick if they really are the same.',
  NPWP_FORMAT: 'An NPWP has 15, 16 or 22 digits; this has {{length}}.',
  NPWP_CHECK_DIGIT: 'Digit 9 of the NPWP does not fit. You may go on if it matches the card.',
  NPWP_NOT_ORGANISATION:
    'An organisation’s NPWP usually begins with 0; this looks like a person’s. Tick if it matches the card.',
  NPWP_NIK_STRUCTURE:
    'This 16-digit NPWP is not an organisation’s and is not built like a NIK. Tick if it matches the card.',
  NPP_FORMAT: 'An NPP has 8 capital letters or digits.',
  DIVISION_FORMAT: 'A division code has 3 digits, such as 000.',
  KPJ_FORMAT: 'A KPJ number has 11 digits; this has {{length}}.',
  KPJ_LETTERS: 'The KPJ number has letters, as only old cards do. Tick if it matches the card.',
  NIB_FORMAT: 'A NIB has 13 digits; this has {{length}}.',
  PHONE_FORMAT: 'The phone number cannot be read. Example: 0812-3456-7890 or 0321-123456.',
  PHONE_NOT_MOBILE: 'Enter a mobile number that can receive messages, such as 0812-3456-7890.',
  PHONE_FOREIGN: 'This number is from abroad. Tick if it is right.',
  EMAIL_FORMAT: 'The e-mail address is incomplete. Example: name@company.co.id.',
  EMAIL_LIKELY_TYPO:
    'The address ends in {{domain}}; perhaps {{meant}} was meant. Tick if it is right.',
  POSTCODE_FORMAT: 'A postcode has 5 digits and does not begin with 0.',
  BANK_ACCOUNT_FORMAT: 'An account number has 6 to 20 digits.',
  BANK_ACCOUNT_LENGTH:
    'Accounts of this bank usually have {{usual}} digits; this has {{length}}. Tick if it matches the bank book.',
  BANK_HOLDER_MISMATCH:
    'The account holder differs from the registered name. Tick if it matches the bank book.',
  NAME_CHARACTERS: 'A name may only have letters, spaces, dots, apostrophes and hyphens.',
  NAME_HAS_TITLE:
    'The name seems to include a title. Move it to the title field, or tick if it is the name.',
  NAME_CLOSE: 'The name differs from the card by one or two letters. Check the spelling.',
  NAME_DIFFERENT: 'The name differs from the card. Make it the same.',
  LEGAL_FORM_REPEATED: 'The legal form appears twice in the name. Tick if it is right.',
  LICENCE_MISSING: 'Enter the NIB, or the number of a SIUP, SITU or TDP.',
  PDS_PROGRAM:
    'Not all mandatory programmes are taken: {{missing}} is mandatory for a {{size}} business. It can be saved and is recorded as partial registration.',
  PROGRAMME_MISSING: 'Choose at least one programme.',
  SIZE_MISMATCH:
    'By the figure entered the size is {{suggested}}, not {{size}}. Tick if it is right.',
  RISK_LEVEL_OVERRIDDEN: 'This business type usually has risk level {{usual}}. Say why it differs.',
  START_PERIOD_TOO_EARLY: 'The first possible contribution month is {{first}}.',
  START_PERIOD_LONG_AGO: 'The first month is more than two months back. Tick if it is right.',
  WORKER_COUNT_DIFFERS: 'Declared {{declared}} workers, listed {{listed}}. Tick if it is right.',
  WAGE_TOTAL_DIFFERS: 'Declared wages Rp{{declared}}, listed Rp{{listed}}. Tick if it is right.',
  WORKER_COUNT_INVALID: 'The number of workers is at least 1, a whole number.',
  AMOUNT_INVALID: 'The amount cannot be read. Write whole rupiah, such as 4.500.000.',
  AGE_BELOW_MINIMUM: 'Age {{age}}; the youngest allowed is {{minimumAge}}.',
  AGE_YOUNG_WORKER: 'Age {{age}}, below 18. Tick if it matches the card or birth certificate.',
  BIRTHDATE_IN_FUTURE: 'The birth date has not happened yet. Check the year.',
  BIRTHDATE_IMPLAUSIBLE: 'An age of {{age}} is unusual. Tick if it matches the card.',
  CONTRACT_END_MISSING: 'A fixed-term worker (PKWT) needs an end of contract.',
  CONTRACT_END_BEFORE_START: 'The contract must end after the start of work.',
  START_DATE_IN_FUTURE: 'The start of work is still to come. Tick if it is right.',
  START_DATE_LATE_REPORT:
    'Work started {{days}} days ago; the limit for reporting is 30 days. Tick if it is right.',
  START_BEFORE_WORKING_AGE: 'At the start of work the person was under 15. Tick if it is right.',
  WAGE_NOT_POSITIVE: 'The wage must be more than zero.',
  WAGE_BELOW_MINIMUM:
    'Wage Rp{{wage}} is below the minimum wage Rp{{minimumWage}}. Tick if it is right.',
  BACK_PAY_NEGATIVE: 'Back pay cannot be below zero.',
  JKN_FORMAT: 'A JKN number has 13 digits.',
  FOREIGNER_TOO_SHORT:
    'Foreign workers are covered after six months in Indonesia. Tick if it is right.',
  PDS_TK: 'Only {{registered}} of {{known}} workers are registered (PDS workers). Tick if right.',
  PDS_UPAH:
    'The wage reported is Rp{{reported}}, the real one Rp{{actual}} (PDS wage). Tick if right.',
  BIRTH_PLACE_DIFFERS: 'The place of birth differs from the identity card.',
  BIRTH_DATE_DIFFERS: 'The date of birth differs from the identity card.',
  ADDRESS_DIFFERS: 'The address differs from the identity card. Tick if right.',
  NIK_DIFFERS: 'The NIK differs from the identity card.',
  NIK_REGION_DIFFERS: 'The NIK was issued in another regency than the address. Tick if right.',
  FAMILY_CARD_DIFFERS: 'The family card number differs from the copy. Tick if right.',
  NOT_IN_FAMILY_CARD: 'This person is not listed on the copy of the family card. Tick if right.',
  NIK_ACTIVE_AT_EMPLOYER: 'This NIK is already active at the same employer.',
  KPJ_EXISTS: 'This NIK already has a KPJ. Use that number (continued worker).',
  KPJ_SECOND: 'This NIK has more than one KPJ. Propose a merger, then tick.',
  AGE_ABOVE_LIMIT: 'Aged {{age}}; self-employed register before {{limit}}.',
  ATTACHMENT_MISSING: 'The document {{attachment}} is not attached.',
  ATTACHMENT_UNREADABLE: 'The document {{attachment}} is not readable. Ask for a clear copy.',
  PHONE_SHARED: 'This phone number is used by {{payers}} payers. Tick if right.',
  NPWP_SHARED: 'This NPWP is used by {{employers}} employers. Tick if it is a branch.',
  EMPLOYER_NAME_DIFFERS: 'The employer has another name in {{document}}. Tick if right.',
  BPU_START_PERIOD: 'Membership begins in {{from}} or {{to}}: this month or the next.',
  PROJECT_END_BEFORE_START: 'The end must come after the start.',
  SPK_LATE_REPORT:
    'More than {{days}} working days since the SPK; the project should be registered by now. Tick if right.',
  SHARE_INVALID: 'The part of a term must be above 0 and at most 100%.',
  TERMS_NOT_WHOLE: 'All terms make {{percent}}%; they must make exactly 100%.',
  TERMS_NOT_IN_ORDER: 'The date of this term lies before the term in front of it.',
}

export const findingTexts = defineTexts({ id, en })
