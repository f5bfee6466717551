import type { RuleCode } from '#shared/commands/ruleCodes'
import { defineTexts } from './texts'

type RefusalKey = RuleCode | `${RuleCode}_advice`

/** For each reason of refusal: what happened, and under `_advice` what to do. */
const id: Record<RefusalKey, string> = {
  FORBIDDEN: 'Peran Anda tidak boleh melakukan ini.',
  FORBIDDEN_advice: 'Minta rekan yang berwenang, atau hubungi admin bila peran Anda keliru.',
  BAD_ARGUMENTS: 'Isian tidak lengkap atau tidak dapat dibaca: {{message}}.',
  BAD_ARGUMENTS_advice: 'Buka kembali isiannya, perbaiki, lalu simpan lagi.',
  UNKNOWN_COMMAND: 'Server belum mengenal jenis pekerjaan ini.',
  UNKNOWN_COMMAND_advice: 'Data tetap tersimpan di sini. Perbarui program atau hubungi admin.',
  CLOCK_IN_FUTURE: 'Jam komputer ini lebih maju daripada jam server.',
  CLOCK_IN_FUTURE_advice: 'Perbaiki jam komputer, lalu kirim ulang.',
  INTERNAL: 'Server gagal mengolah pekerjaan ini karena kesalahan program.',
  INTERNAL_advice:
    'Isian Anda tersimpan di sini. Beri tahu admin; setelah diperbaiki, kirim ulang dari kartu ini.',
  CATCHING_UP: 'Data cabang sedang diambil dari server; masih {{remaining}} baris.',
  CATCHING_UP_advice: 'Isian Anda tetap di formulir ini. Simpan lagi setelah pengambilan selesai.',
  DISK_FULL: 'Disk komputer ini penuh atau tidak dapat ditulisi; pekerjaan ini belum tersimpan.',
  DISK_FULL_advice:
    'Isian tetap di formulir ini dan yang sudah tersimpan tetap dapat dikirim. Hapus berkas lain atau hubungi admin, lalu simpan lagi.',
  DISK_LOW: 'Ruang disk tinggal {{freeMb}} MB; impor besar dan lampiran dihentikan dulu.',
  DISK_LOW_advice:
    'Anda masih bisa menyimpan pekerjaan lain dan mengirim data. Hapus berkas lain atau hubungi admin, lalu ulangi.',
  UPDATE_FIRST: 'Pendaftaran baru menunggu versi program yang baru.',
  UPDATE_FIRST_advice:
    'Isian tetap sebagai draf dan yang sudah tersimpan tetap aman. Perbarui program, lalu simpan lagi.',
  OFFLINE_TOO_LONG: 'Sudah {{days}} hari komputer ini tidak menerima data server.',
  OFFLINE_TOO_LONG_advice:
    'Isian tetap sebagai draf dan yang sudah tersimpan tetap aman. Sambungkan jaringan sampai data diterima, lalu simpan pendaftaran ini lagi.',
  TOO_MUCH_UNSENT: 'Sudah {{count}} pekerjaan di komputer ini menunggu dikirim.',
  TOO_MUCH_UNSENT_advice:
    'Isian tetap sebagai draf dan yang sudah tersimpan tetap aman. Sambungkan jaringan sampai terkirim, lalu simpan pendaftaran ini lagi.',
  NPWP_TAKEN: 'NPWP dan divisi ini sudah terdaftar atas nama {{legalName}} oleh {{registeredBy}}.',
  NPWP_TAKEN_advice:
    'Buka perusahaan yang sudah ada dan lanjutkan di sana, atau ubah NPWP/divisi bila salah ketik.',
  OWNER_ALREADY_REGISTERED: 'Pemilik dengan NIK ini sudah punya pendaftaran yang sama.',
  OWNER_ALREADY_REGISTERED_advice: 'Periksa perusahaan yang sudah ada.',
  EMPLOYER_NOT_FOUND: 'Perusahaan yang dituju tidak terdaftar di server.',
  EMPLOYER_NOT_FOUND_advice:
    'Biasanya karena pendaftaran perusahaannya ditolak. Selesaikan itu dahulu, lalu kirim ulang pekerjaan ini ke perusahaan yang benar.',
  EMPLOYER_INACTIVE: 'Perusahaan {{legalName}} sudah nonaktif.',
  EMPLOYER_INACTIVE_advice: 'Aktifkan kembali perusahaan atau pilih yang lain.',
  NIK_TAKEN: 'NIK {{nik}} sudah terdaftar atas nama {{existingName}}, lahir {{existingBirthDate}}.',
  NIK_TAKEN_advice:
    'Cocokkan dengan KTP. Bila orangnya sama, samakan nama dan tanggal lahir; bila NIK salah ketik, perbaiki NIK.',
  ALREADY_MEMBER: '{{fullName}} (NIK {{nik}}) sudah menjadi tenaga kerja aktif di perusahaan ini.',
  ALREADY_MEMBER_advice:
    'Tidak perlu didaftarkan lagi. Bila upahnya berubah, ubah data tenaga kerja itu.',
  ROWS_REFUSED: 'Beberapa baris dari daftar tenaga kerja tidak dapat diterima.',
  ROWS_REFUSED_advice: 'Baris lain di bagian ini dapat dikirim ulang tanpa baris yang bermasalah.',
  MEMBERSHIP_NOT_FOUND: 'Data tenaga kerja ini tidak ada di server.',
  MEMBERSHIP_NOT_FOUND_advice: 'Periksa daftar tenaga kerja perusahaan.',
  NO_ACTIVE_WORKERS: 'Belum ada tenaga kerja aktif untuk bulan {{period}}.',
  NO_ACTIVE_WORKERS_advice: 'Daftarkan atau impor tenaga kerja dahulu.',
  PERIOD_BEFORE_START: 'Bulan {{period}} mendahului awal kepesertaan {{startPeriod}}.',
  PERIOD_BEFORE_START_advice: 'Pilih bulan mulai {{startPeriod}}.',
  PERIOD_IN_FUTURE: 'Bulan {{period}} belum dapat ditagih.',
  PERIOD_IN_FUTURE_advice: 'Tunggu sampai bulan itu mendekat, atau pilih bulan lain.',
  ALREADY_BPU:
    '{{fullName}} (NIK {{nik}}) sudah menjadi peserta BPU, didaftarkan {{registeredBy}}.',
  ALREADY_BPU_advice: 'Buka kepesertaan yang sudah ada dan lanjutkan di sana.',
  BPU_TOO_OLD: '{{fullName}} sudah berusia 65 tahun pada hari pendaftaran.',
  BPU_TOO_OLD_advice: 'Pendaftaran BPU yang pertama harus sebelum ulang tahun ke-65.',
  BPU_ENDED: 'Kepesertaan {{fullName}} berakhir: {{unpaid}} bulan berturut-turut belum dibayar.',
  BPU_ENDED_advice: 'Buat tagihan mulai bulan ini; bulan-bulan lama tidak ditagih lagi.',
  BPU_STANDING_CHANGED:
    'Keadaan kepesertaan berubah sejak Anda melihatnya: {{unpaid}} bulan belum dibayar.',
  BPU_STANDING_CHANGED_advice: 'Lihat angka yang baru, lalu finalkan lagi.',
  BPU_MONTH_SKIPPED: 'Bulan {{period}} mendahului gilirannya; yang berikut adalah {{firstOpen}}.',
  BPU_MONTH_SKIPPED_advice: 'Iuran BPU dibayar berurutan: mulai dari bulan {{firstOpen}}.',
  CONTRACT_TAKEN:
    'Kontrak {{contractNo}} sudah terdaftar sebagai {{projectName}} oleh {{registeredBy}}.',
  CONTRACT_TAKEN_advice:
    'Buka proyek yang sudah ada, atau perbaiki nomor kontrak bila salah ketik.',
  PLAN_INVALID: 'Rencana pembayaran proyek ini tidak dapat dihitung: {{message}}.',
  PLAN_INVALID_advice: 'Periksa nilai, tanggal, dan termin, lalu simpan lagi.',
  NO_SUCH_TERM: 'Proyek ini tidak punya termin {{no}} (jumlah termin: {{of}}).',
  NO_SUCH_TERM_advice: 'Pilih termin yang ada dalam rencana pembayaran.',
  OUTSIDE_PROJECT: 'Bulan {{period}} di luar masa proyek, {{from}} s.d. {{to}}.',
  OUTSIDE_PROJECT_advice: 'Pilih bulan dalam masa pelaksanaan atau pemeliharaan.',
  BILL_EXISTS: 'Tagihan bulan {{period}} sudah ada, difinalkan oleh {{finalisedBy}}.',
  BILL_EXISTS_advice:
    'Pakai tagihan yang sudah ada. Bila angkanya keliru, batalkan dahulu lalu buat lagi.',
  BILL_NOT_FOUND: 'Tagihan ini tidak ada di server.',
  BILL_NOT_FOUND_advice: 'Biasanya karena finalisasinya ditolak. Selesaikan itu dahulu.',
  BILL_PAID: 'Tagihan bulan {{period}} sudah lunas pada {{settledOn}}.',
  BILL_PAID_advice: 'Tidak perlu kode atau surat lagi.',
  BILL_CANCELLED: 'Tagihan bulan {{period}} sudah dibatalkan.',
  BILL_CANCELLED_advice: 'Buat tagihan baru untuk bulan itu bila masih perlu.',
  AMOUNT_CHANGED: 'Jumlah berubah dari Rp{{expected}} menjadi Rp{{actual}} sejak Anda melihatnya.',
  AMOUNT_CHANGED_advice:
    'Lihat angka yang baru; bila kertas lama sudah diserahkan, hubungi perusahaan dan ganti kertasnya.',
  HAS_LIVE_CODE:
    'Tagihan ini sudah punya kode bayar aktif {{code}} dari {{issuedBy}}, berlaku s.d. {{validUntil}}.',
  HAS_LIVE_CODE_advice:
    'Pakai kode itu. Bila kertas dengan kode Anda sudah diserahkan, tarik kembali dan berikan kode yang aktif.',
  OLDER_BILL_UNPAID: 'Tagihan bulan {{period}} lebih lama dan belum lunas.',
  OLDER_BILL_UNPAID_advice:
    'Sertakan bulan itu dalam kode, karena uang melunasi bulan terlama dahulu.',
  EMPLOYER_RESERVED:
    'Hak menerbitkan kode untuk perusahaan ini dipegang {{holder}} s.d. {{until}}.',
  EMPLOYER_RESERVED_advice:
    'Minta {{holder}} menerbitkan kodenya atau melepas haknya (tombol "Minta hak" di halaman perusahaan). Setelah {{until}} hak itu berakhir sendiri.',
  NOT_RESERVED:
    'Tanpa jaringan, kode hanya dapat dibuat untuk perusahaan yang haknya dipegang komputer ini.',
  NOT_RESERVED_advice:
    'Tagihan tetap tersimpan. Sambungkan jaringan lalu terbitkan kodenya; sebelum kunjungan berikutnya, ambil hak lewat "Siapkan kunjungan".',
  CODE_TOO_LATE:
    'Kode {{code}} baru sampai setelah hari terakhirnya, {{until}}; kode itu tidak pernah aktif.',
  CODE_TOO_LATE_advice:
    'Kertasnya sudah tidak berlaku; tarik kembali bila bisa. Terbitkan kode baru dengan jumlah hari ini.',
  CODE_UNSETTLED: 'Kode {{code}} untuk tagihan ini mungkin masih berlaku di server.',
  CODE_UNSETTLED_advice:
    'Kode pengganti dapat dibuat begitu server memastikan kode lama selesai: sambungkan jaringan sebentar, lalu coba lagi. Tidak ada yang hilang.',
  RESERVATION_NOT_FOUND: 'Hak menerbitkan kode ini tidak ada di server.',
  RESERVATION_NOT_FOUND_advice:
    'Biasanya karena pengambilannya ditolak. Ambil hak lagi bila perlu.',
  RESERVATION_ENDED: 'Hak menerbitkan kode ini sudah berakhir (s.d. {{until}}).',
  RESERVATION_ENDED_advice: 'Ambil hak baru bila masih perlu.',
  RESERVATION_TOO_LONG: 'Hak sampai {{until}} terlalu lama; paling lama sampai {{latest}}.',
  RESERVATION_TOO_LONG_advice:
    'Pilih hari yang lebih dekat. Hak dapat diperpanjang saat ada jaringan.',
  RESERVATION_NOT_YOURS: 'Hak ini dipegang komputer lain, atas nama {{holder}}.',
  RESERVATION_NOT_YOURS_advice:
    'Hanya komputer pemegang yang dapat melepasnya. Anda dapat memintanya.',
  RESERVATION_HELD: 'Komputer ini sendiri yang memegang hak ini, s.d. {{until}}.',
  RESERVATION_HELD_advice: 'Tidak perlu diminta; terbitkan kodenya dari sini.',
  CODE_NOT_LEASED: 'Komputer ini tidak punya jatah nomor untuk kode itu.',
  CODE_NOT_LEASED_advice:
    'Sambungkan jaringan untuk mengambil jatah nomor, lalu terbitkan kode baru.',
  CODE_TAKEN: 'Nomor kode {{code}} sudah dipakai.',
  CODE_TAKEN_advice: 'Terbitkan kode baru; nomor berikutnya diambil otomatis.',
  CODE_NOT_FOUND: 'Kode bayar ini tidak dikenal server.',
  CODE_NOT_FOUND_advice: 'Biasanya karena penerbitannya ditolak. Terbitkan kode baru.',
  CODE_PAID: 'Kode {{code}} sudah dibayar pada {{paidOn}}.',
  CODE_PAID_advice: 'Tidak perlu tindakan; kode yang lunas tidak dipakai lagi.',
  CODE_EXPIRED: 'Kode {{code}} habis masa berlakunya pada {{validUntil}}.',
  CODE_EXPIRED_advice: 'Terbitkan kode baru dengan jumlah yang berlaku hari ini.',
  CODE_CANCELLED: 'Kode {{code}} sudah dibatalkan.',
  CODE_CANCELLED_advice: 'Terbitkan kode baru bila masih perlu.',
  WRONG_AMOUNT: 'Jumlah yang dibayar Rp{{actual}} berbeda dari kode, Rp{{expected}}.',
  WRONG_AMOUNT_advice: 'Pembayaran lewat kode harus sama persis.',
  LETTER_NOT_FOUND: 'Surat ini tidak ada di server.',
  LETTER_NOT_FOUND_advice: 'Biasanya karena pembuatannya ditolak. Buat surat baru.',
  LETTER_PAID: 'Tidak dapat dicetak: kode {{code}} sudah lunas pada {{paidOn}}.',
  LETTER_PAID_advice:
    'Tidak ada yang perlu ditagih. Bila surat sudah terlanjur diserahkan, sampaikan bahwa pembayaran telah diterima.',
  LETTER_FOR_EMPLOYERS: 'Surat penagihan hanya untuk perusahaan.',
  LETTER_FOR_EMPLOYERS_advice: 'Serahkan rincian tagihan kepada peserta BPU atau proyek ini.',
  ROW_EXISTS: 'Data ini sudah tersimpan.',
  ROW_EXISTS_advice: 'Tidak perlu dikirim dua kali.',
  RELEASE_NOT_FOUND: 'Usulan tabel ini tidak ada di server.',
  RELEASE_NOT_FOUND_advice:
    'Biasanya karena pengusulannya ditolak. Selesaikan itu dahulu, atau usulkan lagi dari berkasnya.',
  ALREADY_DECIDED: 'Usulan {{title}} sudah diputuskan oleh {{decidedBy}} pada {{decidedAt}}.',
  ALREADY_DECIDED_advice:
    'Lihat keputusannya di Parameter. Bila perlu perubahan lain, buat usulan baru.',
  MAKER_IS_CHECKER: 'Usulan {{title}} dibuat oleh Anda sendiri, {{proposedBy}}.',
  MAKER_IS_CHECKER_advice:
    'Pengusul dan pemutus harus dua orang yang berbeda. Minta Kabid lain memeriksa dan memutuskannya.',
  RATES_INVALID: 'Usulan {{title}} tidak dapat dipakai: {{message}}.',
  RATES_INVALID_advice:
    'Tabel yang berlaku tidak berubah. Perbaiki berkasnya sesuai alasan itu, lalu usulkan lagi.',
  FIELD_NOT_PATCHABLE: 'Isian {{field}} tidak dapat diubah lewat perubahan data biasa.',
  FIELD_NOT_PATCHABLE_advice:
    'Data tidak berubah. Uang, tarif, status, nomor identitas, dan kode punya jalannya sendiri.',
  PATCH_CONFLICT: 'Data {{title}} diubah rekan sejak Anda melihatnya.',
  PATCH_CONFLICT_advice:
    'Isian Anda dan isian rekan tersimpan keduanya. Bandingkan, lalu pilih yang benar.',
  RECORD_GONE: 'Data yang Anda ubah sudah tidak ada.',
  RECORD_GONE_advice:
    'Rekan menghapusnya sementara itu. Isian Anda tersimpan di kartu ini sampai Anda memutuskan.',
  OWNER_NOT_FOUND: 'Perusahaan atau tenaga kerja pemilik dokumen {{name}} tidak ada di server.',
  OWNER_NOT_FOUND_advice:
    'Biasanya karena pendaftarannya ditolak. Selesaikan itu dahulu; berkasnya tetap ada di komputer ini.',
  DOCUMENT_EXISTS: 'Berkas yang sama sudah dilampirkan di sini.',
  DOCUMENT_EXISTS_advice: 'Tidak perlu dilampirkan lagi.',
  DOCUMENT_NOT_FOUND: 'Dokumen ini tidak ada di server.',
  DOCUMENT_NOT_FOUND_advice: 'Biasanya karena pelampirannya ditolak. Lampirkan lagi bila perlu.',
  DOCUMENT_REMOVED: 'Dokumen {{name}} sudah dihapus oleh {{removedBy}}.',
  DOCUMENT_REMOVED_advice: 'Tidak perlu dihapus lagi.',
}

const en: Record<RefusalKey, string> = {
  FORBIDDEN: 'Your role may not do this.',
  FORBIDDEN_advice: 'Ask a colleague who may, or tell the administrator if your role is wrong.',
  BAD_ARGUMENTS: 'Something is missing or unreadable: {{message}}.',
  BAD_ARGUMENTS_advice: 'Open the entry again, correct it and save.',
  UNKNOWN_COMMAND: 'The server does not know this kind of work yet.',
  UNKNOWN_COMMAND_advice: 'It is kept here. Update the program or tell the administrator.',
  CLOCK_IN_FUTURE: 'This computer’s clock is ahead of the server’s.',
  CLOCK_IN_FUTURE_advice: 'Correct the clock, then send again.',
  INTERNAL: 'The server could not process this because of a program error.',
  INTERNAL_advice:
    'Your entry is kept here. Tell the administrator; send it again from this card once mended.',
  CATCHING_UP: 'The branch’s data is being fetched from the server; {{remaining}} rows to go.',
  CATCHING_UP_advice: 'Your entry stays in this form. Save again when the fetching is done.',
  DISK_FULL: 'This computer’s disk is full or cannot be written; this work is not saved yet.',
  DISK_FULL_advice:
    'Your entry stays in this form, and what was saved can still be sent. Delete other files or tell the administrator, then save again.',
  DISK_LOW:
    'Only {{freeMb}} MB of disk space are left; large imports and attachments stop for now.',
  DISK_LOW_advice:
    'You can still save other work and send data. Delete other files or tell the administrator, then try again.',
  UPDATE_FIRST: 'New registrations wait for a newer version of the program.',
  UPDATE_FIRST_advice:
    'Your entry stays as a draft and saved work is safe. Update the program, then save again.',
  OFFLINE_TOO_LONG: 'This computer has received nothing from the server for {{days}} days.',
  OFFLINE_TOO_LONG_advice:
    'Your entry stays as a draft and saved work is safe. Connect until data has been received, then save this registration again.',
  TOO_MUCH_UNSENT: '{{count}} pieces of work on this computer are waiting to be sent.',
  TOO_MUCH_UNSENT_advice:
    'Your entry stays as a draft and saved work is safe. Connect until they are sent, then save this registration again.',
  NPWP_TAKEN: 'This NPWP and division are already registered as {{legalName}} by {{registeredBy}}.',
  NPWP_TAKEN_advice:
    'Open the existing employer and go on there, or change the NPWP or division if mistyped.',
  OWNER_ALREADY_REGISTERED: 'This owner already has the same registration.',
  OWNER_ALREADY_REGISTERED_advice: 'Check the existing employer.',
  EMPLOYER_NOT_FOUND: 'The employer is not registered on the server.',
  EMPLOYER_NOT_FOUND_advice:
    'Usually because its registration was refused. Settle that first, then send this again to the right employer.',
  EMPLOYER_INACTIVE: 'Employer {{legalName}} is inactive.',
  EMPLOYER_INACTIVE_advice: 'Reactivate it or choose another.',
  NIK_TAKEN: 'NIK {{nik}} is already registered as {{existingName}}, born {{existingBirthDate}}.',
  NIK_TAKEN_advice:
    'Compare with the identity card. Same person: use the same name and birth date; mistyped NIK: correct it.',
  ALREADY_MEMBER: '{{fullName}} (NIK {{nik}}) is already an active worker of this employer.',
  ALREADY_MEMBER_advice: 'No need to register again. If the wage changed, edit that worker.',
  ROWS_REFUSED: 'Some rows of the worker list cannot be accepted.',
  ROWS_REFUSED_advice: 'The other rows of this part can be sent again without them.',
  MEMBERSHIP_NOT_FOUND: 'This worker is not on the server.',
  MEMBERSHIP_NOT_FOUND_advice: 'Check the employer’s worker list.',
  NO_ACTIVE_WORKERS: 'There are no active workers for {{period}}.',
  NO_ACTIVE_WORKERS_advice: 'Register or import workers first.',
  PERIOD_BEFORE_START: '{{period}} is before the start of participation, {{startPeriod}}.',
  PERIOD_BEFORE_START_advice: 'Choose {{startPeriod}} or later.',
  PERIOD_IN_FUTURE: '{{period}} cannot be billed yet.',
  PERIOD_IN_FUTURE_advice: 'Wait until that month is near, or choose another.',
  ALREADY_BPU:
    '{{fullName}} (NIK {{nik}}) is a self-employed member already, registered by {{registeredBy}}.',
  ALREADY_BPU_advice: 'Open the existing membership and go on there.',
  BPU_TOO_OLD: '{{fullName}} is 65 or older on the day of registration.',
  BPU_TOO_OLD_advice: 'The first registration must come before the 65th birthday.',
  BPU_ENDED: 'The membership of {{fullName}} has ended: {{unpaid}} months in a row are unpaid.',
  BPU_ENDED_advice: 'Make bills from this month on; the old months are not charged any more.',
  BPU_STANDING_CHANGED: 'The membership has changed since you saw it: {{unpaid}} months unpaid.',
  BPU_STANDING_CHANGED_advice: 'Look at the new figures, then finalise again.',
  BPU_MONTH_SKIPPED: 'It is not the turn of {{period}}; next comes {{firstOpen}}.',
  BPU_MONTH_SKIPPED_advice: 'These months are paid in their order: begin with {{firstOpen}}.',
  CONTRACT_TAKEN:
    'Contract {{contractNo}} is already registered as {{projectName}} by {{registeredBy}}.',
  CONTRACT_TAKEN_advice: 'Open the existing project, or correct the contract number if mistyped.',
  PLAN_INVALID: 'The payment plan of this project cannot be computed: {{message}}.',
  PLAN_INVALID_advice: 'Check value, dates and terms, then save again.',
  NO_SUCH_TERM: 'This project has no term {{no}} (number of terms: {{of}}).',
  NO_SUCH_TERM_advice: 'Choose a term of the payment plan.',
  OUTSIDE_PROJECT: '{{period}} lies outside the project, {{from}} to {{to}}.',
  OUTSIDE_PROJECT_advice: 'Choose a month of the work or of its maintenance.',
  BILL_EXISTS: 'A bill for {{period}} already exists, finalised by {{finalisedBy}}.',
  BILL_EXISTS_advice:
    'Use the existing bill. If its figures are wrong, cancel it first and make a new one.',
  BILL_NOT_FOUND: 'This bill is not on the server.',
  BILL_NOT_FOUND_advice: 'Usually because finalising it was refused. Settle that first.',
  BILL_PAID: 'The bill for {{period}} was paid on {{settledOn}}.',
  BILL_PAID_advice: 'No further code or letter is needed.',
  BILL_CANCELLED: 'The bill for {{period}} was cancelled.',
  BILL_CANCELLED_advice: 'Make a new bill for that month if still needed.',
  AMOUNT_CHANGED: 'The amount changed from Rp{{expected}} to Rp{{actual}} since you saw it.',
  AMOUNT_CHANGED_advice:
    'Look at the new figure; if paper was handed over, contact the employer and replace it.',
  HAS_LIVE_CODE:
    'This bill already has live payment code {{code}} from {{issuedBy}}, valid until {{validUntil}}.',
  HAS_LIVE_CODE_advice:
    'Use that code. If paper with your code was handed over, take it back and give the live one.',
  OLDER_BILL_UNPAID: 'The bill for {{period}} is older and unpaid.',
  OLDER_BILL_UNPAID_advice: 'Include that month in the code: money settles the oldest month first.',
  EMPLOYER_RESERVED:
    'The right to issue codes for this employer is held by {{holder}} until {{until}}.',
  EMPLOYER_RESERVED_advice:
    'Ask {{holder}} to issue the code or to release the right ("Ask for the right" on the employer page). After {{until}} the right ends by itself.',
  NOT_RESERVED:
    'Without a network, codes can only be made for employers whose right this computer holds.',
  NOT_RESERVED_advice:
    'The bill is kept. Connect and issue the code then; before the next visit, take the right under "Prepare visits".',
  CODE_TOO_LATE: 'Code {{code}} arrived only after its last day, {{until}}; it was never active.',
  CODE_TOO_LATE_advice:
    'Its paper is no longer valid; take it back if you can. Issue a new code with today’s amount.',
  CODE_UNSETTLED: 'Code {{code}} for this bill may still be alive on the server.',
  CODE_UNSETTLED_advice:
    'Another code can be made once the server has confirmed that the old one is over: connect for a moment and try again. Nothing is lost.',
  RESERVATION_NOT_FOUND: 'This right to issue codes does not exist on the server.',
  RESERVATION_NOT_FOUND_advice:
    'Usually because taking it was refused. Take it again if you need it.',
  RESERVATION_ENDED: 'This right to issue codes has ended (until {{until}}).',
  RESERVATION_ENDED_advice: 'Take a new one if you still need it.',
  RESERVATION_TOO_LONG: 'A right until {{until}} is too long; {{latest}} is the latest.',
  RESERVATION_TOO_LONG_advice:
    'Choose a nearer day. The right can be prolonged when there is a network.',
  RESERVATION_NOT_YOURS: 'This right is held by another computer, in the name of {{holder}}.',
  RESERVATION_NOT_YOURS_advice: 'Only the holding computer can release it. You can ask for it.',
  RESERVATION_HELD: 'This computer itself holds this right, until {{until}}.',
  RESERVATION_HELD_advice: 'No need to ask; issue the code from here.',
  CODE_NOT_LEASED: 'This computer has no leased number for that code.',
  CODE_NOT_LEASED_advice: 'Connect to fetch a number block, then issue a new code.',
  CODE_TAKEN: 'Code {{code}} is already in use.',
  CODE_TAKEN_advice: 'Issue a new code; the next number is taken by itself.',
  CODE_NOT_FOUND: 'The server does not know this payment code.',
  CODE_NOT_FOUND_advice: 'Usually because issuing it was refused. Issue a new code.',
  CODE_PAID: 'Code {{code}} was paid on {{paidOn}}.',
  CODE_PAID_advice: 'Nothing to do; a paid code is never used again.',
  CODE_EXPIRED: 'Code {{code}} expired on {{validUntil}}.',
  CODE_EXPIRED_advice: 'Issue a new code with today’s amount.',
  CODE_CANCELLED: 'Code {{code}} was cancelled.',
  CODE_CANCELLED_advice: 'Issue a new code if still needed.',
  WRONG_AMOUNT: 'The amount paid, Rp{{actual}}, differs from the code’s, Rp{{expected}}.',
  WRONG_AMOUNT_advice: 'A payment through a code must match exactly.',
  LETTER_NOT_FOUND: 'This letter is not on the server.',
  LETTER_NOT_FOUND_advice: 'Usually because making it was refused. Make a new letter.',
  LETTER_PAID: 'Cannot be printed: code {{code}} was paid on {{paidOn}}.',
  LETTER_PAID_advice:
    'Nothing is owed. If the letter was already handed over, say that the payment has arrived.',
  LETTER_FOR_EMPLOYERS: 'Billing letters are for employers only.',
  LETTER_FOR_EMPLOYERS_advice: 'Hand out the statement to this member or project.',
  ROW_EXISTS: 'This is already stored.',
  ROW_EXISTS_advice: 'No need to send it twice.',
  RELEASE_NOT_FOUND: 'This proposal is not on the server.',
  RELEASE_NOT_FOUND_advice:
    'Usually because proposing it was refused. Settle that first, or propose the file again.',
  ALREADY_DECIDED: 'Proposal {{title}} was decided by {{decidedBy}} on {{decidedAt}}.',
  ALREADY_DECIDED_advice:
    'See the decision under Parameters. If something else must change, make a new proposal.',
  MAKER_IS_CHECKER: 'Proposal {{title}} is your own, {{proposedBy}}.',
  MAKER_IS_CHECKER_advice:
    'Maker and checker must be two people. Ask another head of section to check and decide it.',
  RATES_INVALID: 'Proposal {{title}} cannot be used: {{message}}.',
  RATES_INVALID_advice:
    'The tables in force are unchanged. Correct the file accordingly and propose it again.',
  FIELD_NOT_PATCHABLE: 'The field {{field}} cannot be changed by a plain edit.',
  FIELD_NOT_PATCHABLE_advice:
    'Nothing has changed. Money, rates, states, identity numbers and codes have ways of their own.',
  PATCH_CONFLICT: 'A colleague has changed {{title}} since you saw it.',
  PATCH_CONFLICT_advice: 'Both your entry and theirs are kept. Compare them and choose.',
  RECORD_GONE: 'What you changed is no longer there.',
  RECORD_GONE_advice:
    'A colleague has taken it away meanwhile. Your entry stays on this card until you decide.',
  OWNER_NOT_FOUND: 'The employer or worker that document {{name}} belongs to is not on the server.',
  OWNER_NOT_FOUND_advice:
    'Usually because the registration was refused. Settle that first; the file stays on this computer.',
  DOCUMENT_EXISTS: 'The same file is already attached here.',
  DOCUMENT_EXISTS_advice: 'No need to attach it again.',
  DOCUMENT_NOT_FOUND: 'This document is not on the server.',
  DOCUMENT_NOT_FOUND_advice: 'Usually because attaching it was refused. Attach it again if needed.',
  DOCUMENT_REMOVED: 'Document {{name}} was removed by {{removedBy}}.',
  DOCUMENT_REMOVED_advice: 'No need to remove it again.',
}

export const refusalTexts = defineTexts({ id, en })
