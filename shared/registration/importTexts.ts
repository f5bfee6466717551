import type { ImportFindingCode } from './importFindings'
import type { ImportProblemCode } from './importProblem'

/**
 * Sentences of the list import in both languages, in the pattern "what is wrong · what to do".
 * `{{name}}` is filled from the finding's or problem's detail, as i18next writes it.
 */
export interface ImportTexts {
  readonly findings: Readonly<Record<ImportFindingCode, string>>
  readonly problems: Readonly<Record<ImportProblemCode, string>>
}

export const importTextsId: ImportTexts = {
  findings: {
    FORMULA_CELL: 'Sel berisi rumus. Rumus tidak dihitung; salin lalu tempel sebagai nilai (teks).',
    IDENTITY_AS_NUMBER:
      'Nomor disimpan sebagai angka sehingga digitnya bisa berubah. Ubah format sel menjadi Teks lalu ketik ulang dari dokumen asli.',
    NUMBER_NOT_TEXT:
      'Sel disimpan sebagai angka dan isinya tidak utuh. Ubah format sel menjadi Teks lalu ketik ulang.',
    DATE_NOT_TEXT:
      'Isi sel berubah menjadi tanggal. Ubah format sel menjadi Teks lalu ketik ulang.',
    UNREADABLE_CELL: 'Isi sel tidak bisa dibaca ({{value}}). Ketik ulang sebagai teks.',
    DATE_UNREADABLE:
      'Tanggal "{{value}}" tidak bisa dibaca. Tulis hari-bulan-tahun, misalnya 05-01-1990.',
    MONEY_UNREADABLE: 'Jumlah "{{value}}" tidak bisa dibaca. Tulis angka saja, misalnya 4500000.',
    MONEY_DECIMAL:
      'Jumlah "{{value}}" memakai desimal atau pemisah yang keliru. Tulis rupiah bulat, misalnya 4500000.',
    MONEY_NEGATIVE: 'Jumlah "{{value}}" kurang dari nol. Tulis angka yang benar.',
    UNKNOWN_CHOICE: 'Isi "{{value}}" tidak dikenal. Pakai kode dari templat SIPP.',
    IDENTITY_KIND_UNSUPPORTED:
      'Jenis identitas "{{value}}" tidak bisa diimpor dari daftar. Daftarkan tenaga kerja ini satu per satu.',
    NIK_REPEATED_IN_FILE:
      'NIK sama dengan baris {{row}} di berkas ini. Hapus salah satu atau perbaiki NIK-nya.',
    KPJ_REPEATED_IN_FILE:
      'Nomor KPJ sama dengan baris {{row}} di berkas ini. Perbaiki salah satunya.',
    EMPLOYEE_NO_REPEATED_IN_FILE: 'Nomor pegawai sama dengan baris {{row}} di berkas ini.',
    NIK_ALREADY_AT_EMPLOYER: 'NIK ini sudah terdaftar di badan usaha ini. Hapus barisnya.',
    NIK_OF_ANOTHER_PERSON:
      'NIK ini sudah terdaftar atas nama {{name}}, lahir {{birthDate}}. Cocokkan dengan KTP: samakan nama dan tanggal lahir, atau perbaiki NIK-nya.',
    ROW_REFUSED: 'Baris ini ditolak saat dimasukkan: {{reason}}',
  },
  problems: {
    EMPTY_FILE: 'Berkas ini kosong. Pilih berkas lain.',
    WRONG_FILE_TYPE: 'Ini bukan berkas Excel. Pilih .xlsx atau .csv.',
    OLD_EXCEL_FORMAT:
      'Ini format Excel lama (.xls). Buka di Excel, pilih Simpan Sebagai "Excel Workbook (.xlsx)", lalu pilih berkas barunya.',
    PASSWORD_PROTECTED:
      'Berkas ini dikunci kata sandi. Buka di Excel, hapus kata sandinya, simpan, lalu pilih lagi.',
    FILE_TOO_BIG:
      'Berkas {{size}} MB; paling besar {{limit}} MB. Bagi daftarnya atau hapus gambar dan lembar lain.',
    SUSPICIOUS_ARCHIVE:
      'Berkas ini mengembang jauh di luar batas wajar dan tidak dibuka. Minta perusahaan menyimpan ulang daftarnya di Excel.',
    CORRUPT_FILE: 'Berkas ini rusak atau terpotong. Minta perusahaan mengirim ulang.',
    NO_SHEET: 'Berkas ini tidak berisi lembar data. Pilih berkas lain.',
    EMPTY_SHEET: 'Lembar "{{sheet}}" tidak berisi tenaga kerja. Periksa berkasnya.',
    NO_HEADER:
      'Judul kolom templat SIPP tidak ditemukan. Baris pertama harus memuat NO_IDENTITAS, NAMA_LENGKAP, UPAH, dan seterusnya.',
    REPEATED_COLUMN: 'Kolom "{{column}}" ada dua kali. Hapus salah satunya.',
    TOO_MANY_ROWS: 'Daftar ini lebih dari {{limit}} baris. Bagi menjadi beberapa berkas.',
    TOO_MANY_COLUMNS: 'Daftar ini lebih dari {{limit}} kolom. Pakai templat SIPP.',
    UNCLOSED_QUOTE: 'Tanda kutip pada baris {{row}} tidak ditutup. Perbaiki berkas CSV-nya.',
    READER_STOPPED:
      'Pembacaan berkas terhenti. Tidak ada data yang berubah; coba lagi atau simpan ulang berkasnya di Excel.',
  },
}

export const importTextsEn: ImportTexts = {
  findings: {
    FORMULA_CELL:
      'The cell holds a formula. Formulas are not evaluated; paste it as a value (text).',
    IDENTITY_AS_NUMBER:
      'The number is stored as a number, so its digits may have changed. Format the cell as Text and type it again from the document.',
    NUMBER_NOT_TEXT:
      'The cell is stored as a number and is not intact. Format it as Text and type it again.',
    DATE_NOT_TEXT: 'The cell turned into a date. Format it as Text and type it again.',
    UNREADABLE_CELL: 'The cell cannot be read ({{value}}). Type it again as text.',
    DATE_UNREADABLE:
      'The date "{{value}}" cannot be read. Write day-month-year, for example 05-01-1990.',
    MONEY_UNREADABLE: 'The amount "{{value}}" cannot be read. Write digits only, such as 4500000.',
    MONEY_DECIMAL:
      'The amount "{{value}}" has decimals or a wrong separator. Write whole rupiah, such as 4500000.',
    MONEY_NEGATIVE: 'The amount "{{value}}" is below zero. Write the right amount.',
    UNKNOWN_CHOICE: '"{{value}}" is not known. Use the codes of the SIPP template.',
    IDENTITY_KIND_UNSUPPORTED:
      'The identity type "{{value}}" cannot be imported from a list. Register this worker one by one.',
    NIK_REPEATED_IN_FILE:
      'The NIK is the same as in row {{row}} of this file. Remove one row or correct the NIK.',
    KPJ_REPEATED_IN_FILE:
      'The KPJ number is the same as in row {{row}} of this file. Correct one of them.',
    EMPLOYEE_NO_REPEATED_IN_FILE: 'The employee number is the same as in row {{row}} of this file.',
    NIK_ALREADY_AT_EMPLOYER: 'This NIK is already registered at this employer. Remove the row.',
    NIK_OF_ANOTHER_PERSON:
      'This NIK is already registered as {{name}}, born {{birthDate}}. Compare with the card: use the same name and birth date, or correct the NIK.',
    ROW_REFUSED: 'This row was refused on import: {{reason}}',
  },
  problems: {
    EMPTY_FILE: 'This file is empty. Choose another one.',
    WRONG_FILE_TYPE: 'This is not an Excel file. Choose .xlsx or .csv.',
    OLD_EXCEL_FORMAT:
      'This is the old Excel format (.xls). Open it in Excel, save it as "Excel Workbook (.xlsx)" and choose the new file.',
    PASSWORD_PROTECTED:
      'This file is locked with a password. Open it in Excel, remove the password, save and choose it again.',
    FILE_TOO_BIG:
      'The file has {{size}} MB; at most {{limit}} MB. Split the list or remove pictures and other sheets.',
    SUSPICIOUS_ARCHIVE:
      'This file would grow far beyond any reasonable size and was not opened. Ask the company to save the list again in Excel.',
    CORRUPT_FILE: 'This file is damaged or cut off. Ask the company to send it again.',
    NO_SHEET: 'This file has no data sheet. Choose another one.',
    EMPTY_SHEET: 'The sheet "{{sheet}}" has no workers. Check the file.',
    NO_HEADER:
      'The column titles of the SIPP template were not found. The first row must have NO_IDENTITAS, NAMA_LENGKAP, UPAH and so on.',
    REPEATED_COLUMN: 'The column "{{column}}" appears twice. Remove one of them.',
    TOO_MANY_ROWS: 'This list has more than {{limit}} rows. Split it into several files.',
    TOO_MANY_COLUMNS: 'This list has more than {{limit}} columns. Use the SIPP template.',
    UNCLOSED_QUOTE: 'The quotation mark in row {{row}} is not closed. Correct the CSV file.',
    READER_STOPPED:
      'Reading the file stopped. Nothing was changed; try again or save the file again in Excel.',
  },
}
