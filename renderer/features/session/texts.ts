import { defineTexts } from '../../i18n/texts'

export const sessionTexts = defineTexts({
  id: {
    rebuilding:
      'Data lokal rusak dan sedang dipulihkan dari server. Pekerjaan Anda aman: {{count}} data menunggu dikirim.',
    rebuildLocked:
      'Data lokal di komputer ini rusak. Pekerjaan yang belum terkirim tersimpan aman dalam catatan cadangan yang terkunci: masuk dengan jaringan, lalu semuanya dipulihkan.',
    rebuilt:
      'Data lokal rusak dan sudah dipulihkan ({{time}}). Tidak ada pekerjaan Anda yang hilang: {{count}} data menunggu dikirim, sama seperti sebelumnya.',
    rebuiltDamaged:
      'Data lokal rusak dan sudah dipulihkan ({{time}}), tetapi sebagian catatan cadangannya juga rusak: {{count}} data yang menunggu dikirim terbaca kembali. Periksa pekerjaan terakhir Anda.',
    rebuiltFiles:
      'Berkas yang dilampirkan tidak ikut tercadang: {{count}} berkas harus dilampirkan lagi, lihat Status kirim.',
    journalDamaged:
      'Catatan cadangan di komputer ini ditemukan rusak ({{time}}) dan sudah ditulis ulang dari data yang masih utuh. Tidak ada pekerjaan yang hilang. Bila terulang, disk komputer ini mungkin mulai rusak: beri tahu admin.',
    rebuiltDrafts: 'Draf isian yang belum disimpan tidak ikut tercadang.',
    rebuiltSeconds: '{{count}} detik',
    rebuiltMinutes: '{{count}} menit',
    title: 'Masuk',
    tagline: 'Loket kantor cabang. Bekerja juga tanpa jaringan.',
    username: 'Nama pengguna',
    password: 'Kata sandi',
    submit: 'Masuk',
    offlineNotice: 'Tanpa jaringan. Anda dapat masuk bila pernah masuk di komputer ini.',
    wrongPassword: 'Nama pengguna atau kata sandi tidak cocok.',
    wrongPasswordLeft:
      'Nama pengguna atau kata sandi tidak cocok. Sisa {{count}} kali sebelum harus menunggu.',
    blocked:
      'Terlalu banyak percobaan. Coba lagi dalam {{minutes}} menit. Pekerjaan yang tersimpan tetap aman.',
    neverSignedInHere:
      'Tanpa jaringan, dan Anda belum pernah masuk di komputer ini. Sambungkan jaringan sekali untuk masuk pertama.',
    signInsLost:
      'Tanpa jaringan, dan catatan siapa yang boleh masuk ikut hilang bersama data lokal. Sambungkan jaringan sekali, lalu masuk; pekerjaan yang belum terkirim tidak hilang.',
    leaseEnded:
      'Masa kerja tanpa jaringan di komputer ini sudah habis. Sambungkan jaringan lalu masuk lagi; pekerjaan yang tersimpan tetap aman.',
    deviceLocked: 'Komputer ini dikunci oleh admin. Hubungi admin cabang.',
    otherBranch:
      'Komputer ini menyimpan data cabang lain. Masuk dengan akun cabang itu, atau hubungi admin.',
    deviceKeyChanged:
      'Server mengenal komputer ini dengan kunci lain, misalnya karena data program pernah dihapus. Hubungi admin cabang agar komputer ini didaftarkan lagi.',
    diskFull:
      'Disk komputer ini penuh: percobaan masuk tidak dapat dicatat. Pekerjaan yang tersimpan tetap aman. Kosongkan ruang disk, atau sambungkan jaringan, lalu coba lagi.',
    failed:
      'Masuk belum berhasil karena gangguan di komputer ini. Pekerjaan yang tersimpan tetap aman. Coba lagi, atau mulai ulang program.',
    serverTrouble: 'Server sedang bermasalah. Coba lagi sebentar lagi; tidak ada data yang hilang.',
    show: 'Tampilkan kata sandi',
    practice: 'Cabang latihan: semua nama dan angka fiktif.',
  },
  en: {
    rebuilding:
      'The local data were damaged and are being restored from the server. Your work is safe: {{count}} items wait to be sent.',
    rebuilding_one:
      'The local data were damaged and are being restored from the server. Your work is safe: {{count}} item waits to be sent.',
    rebuildLocked:
      'The local data on this computer were damaged. Work that was not sent yet is safe in a locked backup record: sign in with the network, and everything is restored.',
    rebuilt:
      'The local data were damaged and have been restored ({{time}}). None of your work is lost: {{count}} items wait to be sent, as before.',
    rebuilt_one:
      'The local data were damaged and have been restored ({{time}}). None of your work is lost: {{count}} item waits to be sent, as before.',
    rebuiltDamaged:
      'The local data were damaged and have been restored ({{time}}), but parts of their backup record were damaged too: {{count}} items that wait to be sent could be read again. Check your latest work.',
    rebuiltDamaged_one:
      'The local data were damaged and have been restored ({{time}}), but parts of their backup record were damaged too: {{count}} item that waits to be sent could be read again. Check your latest work.',
    rebuiltFiles:
      'Attached files have no backup record: {{count}} files have to be attached again, see Sending status.',
    rebuiltFiles_one:
      'Attached files have no backup record: {{count}} file has to be attached again, see Sending status.',
    journalDamaged:
      'The backup record on this computer was found damaged ({{time}}) and has been written anew from the data that are whole. No work is lost. If it happens again, the disk of this computer may be failing: tell the administrator.',
    rebuiltDrafts: 'Drafts that were not saved have no backup record.',
    rebuiltSeconds: '{{count}} seconds',
    rebuiltSeconds_one: '{{count}} second',
    rebuiltMinutes: '{{count}} minutes',
    rebuiltMinutes_one: '{{count}} minute',
    title: 'Sign in',
    tagline: 'The branch desk. Works without a network, too.',
    username: 'User name',
    password: 'Password',
    submit: 'Sign in',
    offlineNotice: 'No network. You can sign in if you have done so on this computer before.',
    wrongPassword: 'User name or password do not match.',
    wrongPasswordLeft:
      'User name or password do not match. {{count}} tries left before you have to wait.',
    wrongPasswordLeft_one:
      'User name or password do not match. {{count}} try left before you have to wait.',
    blocked: 'Too many tries. Try again in {{minutes}} minutes. Saved work is safe.',
    neverSignedInHere:
      'No network, and you have never signed in on this computer. Connect once for the first sign-in.',
    signInsLost:
      'No network, and the record of who may sign in was lost with the local data. Connect once, then sign in; work that was not sent yet is not lost.',
    leaseEnded:
      'The time for working without a network on this computer is over. Connect and sign in again; saved work is safe.',
    deviceLocked: 'The administrator locked this computer. Contact the branch administrator.',
    otherBranch:
      'This computer holds another branch’s data. Sign in with an account of that branch, or ask the administrator.',
    deviceKeyChanged:
      'The server knows this computer by another key, perhaps because the program’s data were deleted. Ask the branch administrator to register this computer again.',
    diskFull:
      'The disk of this computer is full: a try to sign in cannot be recorded. Saved work is safe. Free disk space, or connect the network, then try again.',
    failed:
      'The sign-in did not work because of a fault on this computer. Saved work is safe. Try again, or restart the program.',
    serverTrouble: 'The server has a problem. Try again in a moment; nothing is lost.',
    show: 'Show password',
    practice: 'Practice branch: all names and figures are fictional.',
  },
})
