import { defineTexts } from '../../i18n/texts'

export const letterTexts = defineTexts({
  id: {
    penagihan: 'Surat penagihan',
    rincian: 'Rincian tagihan',
    intro: 'Pratinjau ini adalah berkas yang dicetak, halaman demi halaman.',
    draftNote:
      'Surat belum bernomor dan belum ditandatangani: dicetak dengan tanda DRAF. Rincian tagihan boleh langsung diserahkan.',
    making: 'Menyusun PDF…',
    failed:
      'PDF gagal disusun. Tagihan dan kode tetap tersimpan. Muat ulang halaman; bila terulang, beri tahu admin.',
    unprintable: 'Ada huruf yang tidak dapat dicetak: {{letters}}. Periksa nama atau alamat.',
    print: 'Cetak',
    save: 'Simpan PDF',
    saved: 'PDF tersimpan.',
    printed: 'Dialog cetak dibuka. Salinan ke-{{copy}} tercatat.',
    copies: 'Sudah dicetak atau disimpan {{count}} kali; berikutnya bertanda SALINAN ke-{{next}}.',
    page: 'Halaman {{page}} dari {{count}}',
    zoomIn: 'Perbesar',
    zoomOut: 'Perkecil',
    notFound:
      'Kode bayar ini tidak ada di komputer ini. Mungkin penerbitannya ditolak; lihat Keputusan.',
    requested:
      'Kode ini masih permintaan ke server, jadi belum ada yang dicetak. Permintaannya tersimpan dan dikirim otomatis; kertas dapat dibuat begitu server menerimanya.',
    noBranch:
      'Data kantor cabang belum diunduh, padahal diperlukan untuk kop surat. Sambungkan jaringan sebentar.',
    openEmployer: 'Buka perusahaan',
    printFailed:
      'Pencetakan gagal: {{reason}}. Surat tetap tersimpan; coba lagi atau simpan sebagai PDF.',
  },
  en: {
    penagihan: 'Billing letter',
    rincian: 'Statement',
    intro: 'This preview is the file that is printed, page by page.',
    draftNote:
      'The letter has no number and no signature yet: it prints with the mark DRAF. A statement may be handed over at once.',
    making: 'Making the PDF…',
    failed:
      'The PDF could not be made. Bill and code are kept. Reload the page; if it happens again, tell the administrator.',
    unprintable: 'Some characters cannot be printed: {{letters}}. Check the name or address.',
    print: 'Print',
    save: 'Save PDF',
    saved: 'PDF saved.',
    printed: 'The print dialog was opened. Copy {{copy}} is on record.',
    copies: 'Printed or saved {{count}} times; the next carries SALINAN ke-{{next}}.',
    copies_one: 'Printed or saved {{count}} time; the next carries SALINAN ke-{{next}}.',
    page: 'Page {{page}} of {{count}}',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    notFound:
      'This payment code is not on this computer. Issuing it may have been refused; see Decisions.',
    requested:
      'This code is still a request to the server, so there is nothing to print yet. The request is kept and sent by itself; paper can be made as soon as the server has accepted it.',
    noBranch:
      'The branch office’s data is not here yet, and the letterhead needs it. Connect briefly.',
    openEmployer: 'Open employer',
    printFailed: 'Printing failed: {{reason}}. The letter is kept; try again or save it as PDF.',
  },
})
