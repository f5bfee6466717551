import { defineTexts } from '../../i18n/texts'

export const guardTexts = defineTexts({
  id: {
    title: 'Jarak ke server dan ruang disk',
    writeFailed:
      'Komputer ini tidak dapat menyimpan lagi, biasanya karena disk penuh. Yang baru saja diketik tetap di formulir dan yang sudah tersimpan tetap dapat dikirim. Hapus berkas lain atau hubungi admin, lalu simpan lagi.',
    needsRestart:
      'Ruang disk sudah ada lagi, tetapi komputer ini baru dapat menyimpan setelah program ditutup dan dibuka lagi. Catat dulu isian yang belum tersimpan.',
    saveSlow:
      'Penyimpanan terakhir belum selesai: disk komputer ini belum menjawab. Tunggu sebentar dan jangan tutup program.',
    saveStuck:
      'Disk komputer ini tidak menjawab penyimpanan terakhir, biasanya karena penuh. Yang sudah tersimpan tetap aman; isian terakhir belum pasti tersimpan. Catat isian itu, hapus berkas lain, tutup dan buka lagi program, lalu periksa apakah datanya sudah ada.',
    diskLow:
      'Ruang disk tinggal {{freeMb}} MB. Semua pekerjaan masih berjalan. Hapus berkas lain atau hubungi admin.',
    diskNoLargeJobs:
      'Ruang disk tinggal {{freeMb}} MB. Anda masih bisa mengirim data; impor besar dan lampiran dihentikan dulu. Hapus berkas lain atau hubungi admin.',
    diskNoNewWork:
      'Ruang disk tinggal {{freeMb}} MB. Pekerjaan baru dihentikan dulu; yang sudah tersimpan tetap dapat dikirim. Hapus berkas lain atau hubungi admin.',
    version:
      'Pendaftaran baru menunggu versi program yang baru. Yang sudah tersimpan tetap aman dan draf tetap bisa diisi. Perbarui program.',
    daysWarn:
      'Sudah {{days}} hari tidak menerima data server. Pekerjaan Anda aman di komputer ini; pendaftaran baru berhenti pada hari ke-{{stop}}. Sambungkan jaringan.',
    daysStop:
      'Sudah {{days}} hari tidak menerima data server, jadi pendaftaran baru dihentikan dulu. Yang sudah tersimpan tetap aman dan draf tetap bisa diisi. Sambungkan jaringan.',
    pendingWarn:
      '{{count}} pekerjaan menunggu dikirim. Semuanya aman di komputer ini; pendaftaran baru berhenti pada {{stop}}. Sambungkan jaringan.',
    pendingStop:
      '{{count}} pekerjaan menunggu dikirim, jadi pendaftaran baru dihentikan dulu. Semuanya aman dan draf tetap bisa diisi. Sambungkan jaringan.',
    removalTitle: 'Server ingin menghapus {{removed}} dari {{total}} baris data di komputer ini',
    removalBody:
      'Belum ada yang dihapus, dan pekerjaan yang menunggu dikirim tidak tersentuh. Tanyakan dulu kepada admin: hal ini wajar misalnya setelah server dipulihkan dari cadangan; selain itu mungkin server sedang bermasalah. Sampai diputuskan, kabar baru dari server menunggu.',
    removalAllow: 'Hapus {{removed}} baris',
    removalAgain: 'Tanya server lagi',
    notProtected:
      'Peramban ini belum berjanji menjaga data: bila disk penuh, pekerjaan yang belum terkirim dapat ikut terhapus. Pasang SMILE Loket sebagai aplikasi lewat menu peramban, atau beri tanda bintang pada halaman ini, lalu muat ulang. Sampai saat itu kirim pekerjaan sesering mungkin.',
    recheck: 'Periksa lagi',
    waiting: 'Menunggu dikirim',
    waitingValue: '{{count}} (batas {{stop}})',
    days: 'Hari tanpa data server',
    daysValue: '{{days}} (batas {{stop}})',
    neverPulled: 'belum pernah lengkap',
    disk: 'Ruang disk',
    diskValue: '{{freeMb}} MB bebas',
    diskUnknown: 'tidak diketahui peramban; penyimpanan berjalan',
    diskFailed: 'penyimpanan gagal',
  },
  en: {
    title: 'Distance to the server and disk space',
    writeFailed:
      'This computer can save no more, usually because its disk is full. What you just typed stays in the form, and what was saved can still be sent. Delete other files or tell the administrator, then save again.',
    needsRestart:
      'There is disk space again, but this computer can save only after the program has been closed and opened again. Note down first what is not saved yet.',
    saveSlow:
      'The last save is not done yet: the disk of this computer has not answered. Wait a moment and do not close the program.',
    saveStuck:
      'The disk of this computer does not answer the last save, usually because it is full. What was saved is safe; the last entry may not be. Note it down, delete other files, close and open the program, then look whether the entry is there.',
    diskLow:
      'Only {{freeMb}} MB of disk space are left. All work still goes on. Delete other files or tell the administrator.',
    diskNoLargeJobs:
      'Only {{freeMb}} MB of disk space are left. You can still send data; large imports and attachments stop for now. Delete other files or tell the administrator.',
    diskNoNewWork:
      'Only {{freeMb}} MB of disk space are left. New work stops for now; what was saved can still be sent. Delete other files or tell the administrator.',
    version:
      'New registrations wait for a newer version of the program. Saved work is safe and drafts can still be filled in. Update the program.',
    daysWarn:
      'Nothing received from the server for {{days}} days. Your work is safe on this computer; new registrations stop on day {{stop}}. Connect to the network.',
    daysStop:
      'Nothing received from the server for {{days}} days, so new registrations stop for now. Saved work is safe and drafts can still be filled in. Connect to the network.',
    pendingWarn:
      '{{count}} pieces of work are waiting to be sent. All are safe on this computer; new registrations stop at {{stop}}. Connect to the network.',
    pendingStop:
      '{{count}} pieces of work are waiting to be sent, so new registrations stop for now. All are safe and drafts can still be filled in. Connect to the network.',
    removalTitle: 'The server wants to take {{removed}} of {{total}} rows away from this computer',
    removalBody:
      'Nothing was taken away, and work that waits to be sent is untouched. Ask the administrator first: it is right after the server was restored from a backup, for example; otherwise the server may have a fault. Until then news of the server wait.',
    removalAllow: 'Take {{removed}} rows away',
    removalAgain: 'Ask the server again',
    notProtected:
      'This browser has not promised to keep the data: on a full disk, work that is not sent yet may be deleted with it. Install SMILE Loket as an application from the browser’s menu, or bookmark this page, then reload. Until then send work as often as you can.',
    recheck: 'Check again',
    waiting: 'Waiting to be sent',
    waitingValue: '{{count}} (limit {{stop}})',
    days: 'Days without data from the server',
    daysValue: '{{days}} (limit {{stop}})',
    neverPulled: 'never complete yet',
    disk: 'Disk space',
    diskValue: '{{freeMb}} MB free',
    diskUnknown: 'not known to the browser; saving works',
    diskFailed: 'saving has failed',
  },
})
