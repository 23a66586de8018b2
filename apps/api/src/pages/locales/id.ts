import type { Texts } from './zh-tw.ts';

export const id: Texts = {
  secure: 'Halaman pembayaran aman',
  testing: 'Lingkungan uji: tidak ada uang sungguhan yang berpindah',
  language: 'Bahasa',
  paymentNo: 'Nomor pembayaran',
  item: 'Barang',
  orderNo: 'Nomor pesanan',
  amount: 'Jumlah yang harus dibayar',
  total: 'Jumlah',
  support: 'Perlu bantuan? Hubungi toko:',
  leaving: 'Anda akan kembali ke toko dalam {{seconds}} detik.',
  stay: 'Tetap di halaman ini',
  stayed: 'Pengalihan otomatis dibatalkan.',
  backToShop: 'Kembali ke toko',
  later: 'Bayar nanti, kembali ke toko',
  cancel: 'Kembali ke toko tanpa membayar',
  method: 'Metode pembayaran',
  via: 'Layanan pembayaran',
  onPhone: 'Lanjutkan di ponsel',
  onPhoneHint: 'Pindai dengan ponsel untuk membuka halaman ini.',
  waiting: 'Menunggu pembayaran Anda. Halaman ini diperbarui otomatis setelah pembayaran diterima.',
  waitingWithoutScript: 'Halaman ini dimuat ulang setiap {{seconds}} detik.',
  offline: 'Koneksi terputus. Halaman ini diperbarui otomatis setelah tersambung kembali.',
  copy: 'Salin',
  copied: 'Tersalin',
  copyFailed: 'Tidak dapat menyalin: tekan lama nomornya untuk memilih',

  accountTitle: 'Bayar dengan transfer ATM',
  accountLead: 'Silakan transfer ke rekening ini sebelum batas waktu.',
  bank: 'Bank',
  bankCode: 'Kode bank',
  account: 'Nomor rekening',
  copyAccount: 'Salin nomor rekening',
  copyAmount: 'Salin jumlah',
  exactAmount: 'Transfer tepat {{amount}}.',
  deadline: 'Bayar sebelum',
  left: 'Sisa {{time}}',
  taipeiTime: 'waktu Taipei',
  steps: 'Cara membayar',
  accountStep1:
    'Buka internet banking atau mobile banking, atau datang ke ATM di Taiwan, lalu pilih “Transfer” (轉帳).',
  accountStep2: 'Masukkan kode bank dan nomor rekening. Jumlahnya harus sama persis dengan jumlah yang harus dibayar.',
  accountStep2WithoutBank: 'Masukkan nomor rekening. Jumlahnya harus sama persis dengan jumlah yang harus dibayar.',
  accountStep3: 'Selesaikan transfer. Nomor rekening ini hanya untuk pesanan ini dan hanya untuk satu kali pembayaran.',

  formTitle: 'Lanjutkan ke pembayaran',
  formLead:
    'Anda sedang dialihkan ke {{gateway}} untuk memilih metode pembayaran. Jika tidak dialihkan, tekan tombol di bawah.',
  formMethodLead:
    'Anda sedang dialihkan ke {{gateway}} untuk membayar: {{method}}. Jika tidak dialihkan, tekan tombol di bawah.',
  formBrandLead: 'Anda sedang dialihkan ke {{gateway}} untuk membayar. Jika tidak dialihkan, tekan tombol di bawah.',
  formBackLead:
    'Anda telah meninggalkan halaman pembayaran. Jika sudah membayar atau mendapat kode di sana, jangan bayar lagi: halaman ini diperbarui otomatis. Jika belum, tekan tombol untuk melanjutkan.',
  formOutLead:
    'Halaman pembayaran pernah dibuka sebelumnya. Jika sudah membayar atau mendapat kode di sana, jangan bayar lagi: halaman ini diperbarui otomatis. Jika belum, tekan tombol untuk melanjutkan.',
  formFailed:
    'Halaman pembayaran belum dapat dibuka saat ini. Silakan tekan tombol lagi nanti. Jika tetap tidak bisa, hubungi toko.',
  formButton: 'Bayar melalui {{gateway}}',
  formNotNow: 'Kembali ke pembayaran ini',

  redirectBackLead:
    'Anda telah meninggalkan halaman pembayaran. Jika sudah menyetujui pembayaran, halaman ini diperbarui otomatis setelah dikonfirmasi; jika belum, tekan tombol untuk melanjutkan.',
  redirectDeclined:
    'Pembayaran terakhir tidak berhasil dan Anda tidak dikenai biaya. Tekan tombol untuk mencoba lagi dengan metode lain.',

  elementTitle: 'Pembayaran',
  elementLead:
    'Tekan “Bayar sekarang” dan ikuti petunjuk di layar. Data yang Anda masukkan dikirim ke penyedia pembayaran, bukan ke toko.',
  elementBackLead: 'Pembayaran Anda sedang diperiksa. Halaman ini diperbarui otomatis setelah dikonfirmasi.',
  elementDeclinedLead:
    'Pembayaran tidak berhasil dan Anda tidak dikenai biaya. Silakan coba lagi atau gunakan metode lain.',
  elementAgain: 'Belum membayar? Bayar lagi',
  elementForm: 'Rincian pembayaran',
  elementPay: 'Bayar sekarang',
  elementFailed: 'Pembayaran tidak selesai. Silakan coba lagi.',
  elementUnfinished: 'Pembayaran belum selesai. Silakan coba lagi.',
  elementUnloaded: 'Formulir pembayaran tidak dapat dimuat. Silakan periksa koneksi Anda dan muat ulang halaman ini.',
  elementNeedsScript: 'Metode pembayaran ini memerlukan JavaScript. Silakan aktifkan dan muat ulang halaman ini.',

  chooseTitle: 'Pilih metode pembayaran',
  chooseLead: 'Silakan pilih satu metode pembayaran.',
  chooseOneLead: 'Anda sedang dialihkan ke pembayaran. Jika tidak dialihkan, tekan tombol di bawah.',
  chooseOneAgainLead: 'Silakan tekan tombol untuk membayar.',
  chooseChoiceLead: 'Silakan pilih, lalu tekan tombol.',
  chooseMethods: 'Metode pembayaran',
  chooseOneButton: 'Bayar · {{method}}',
  chooseUntil: 'Bayar sebelum',
  chooseRefused: 'Tidak dapat digunakan, silakan pilih yang lain',
  chooseBack: 'Tetap gunakan metode sebelumnya',
  chooseOut:
    'Halaman pembayaran pernah dibuka sebelumnya. Jika sudah membayar atau mendapat kode di sana, jangan bayar lagi: halaman ini diperbarui otomatis.',
  chooseCodes:
    'Kode yang sudah Anda terima masih dapat dibayar. Jika membayar dengan metode lain, jangan bayar kode itu juga.',
  chooseFull:
    'Anda memiliki {{count}} kode yang dapat dibayar sehingga kode baru tidak dapat diterbitkan. Silakan bayar salah satunya, atau pilih metode tanpa kode, misalnya kartu.',
  gatewayPage: 'di halaman {{gateway}}',
  chooseOther: 'Bayar dengan metode lain',
  leavingCode:
    'Jika Anda memilih metode lain, kode ini masih dapat dibayar sampai batas waktu: silakan bayar salah satu saja.',
  spentHint: 'Batas jumlah pemilihan metode pembayaran tercapai: metode tidak dapat diganti lagi.',
  choice: 'Pilihan',
  choice_cvs_type: 'Minimarket',
  choice_cvs_type_ibon: '7-ELEVEN (ibon)',
  choice_cvs_type_fami: 'FamilyMart (FamiPort)',
  declinedAlert:
    'Pembayaran terakhir tidak berhasil dan Anda tidak dikenai biaya. Silakan coba lagi atau pilih metode lain.',
  refusedAlert:
    'Metode pembayaran yang Anda pilih tidak dapat digunakan dan Anda tidak dikenai biaya. Silakan pilih yang lain.',
  unfitAlert: 'Metode yang Anda pilih tidak dapat digunakan untuk pembayaran ini. Silakan pilih yang lain.',
  failedAlert:
    'Metode pembayaran yang Anda pilih sedang tidak dapat dihubungi dan Anda tidak dikenai biaya. Silakan coba lagi nanti atau pilih yang lain.',
  checkingAlert:
    'Pembayaran Anda sebelumnya sedang diperiksa sehingga metode belum dapat diganti. Jangan bayar lagi: halaman ini diperbarui otomatis.',
  stuckAlert:
    'Metode pembayaran belum dapat diganti saat ini dan Anda tidak dikenai biaya. Silakan coba lagi sebentar lagi atau bayar dengan metode yang dipilih.',
  codesAlert: 'Anda memiliki terlalu banyak kode yang dapat dibayar: kode baru tidak dapat diterbitkan.',
  yourCodes: 'Kode pembayaran Anda',
  yourCodesLead: 'Masing-masing dapat dibayar sampai batas waktunya. Silakan bayar salah satu saja.',
  yourCodesShow: '(lihat rincian)',
  yourCodesUntil: 'sebelum {{time}} (waktu Taipei)',
  codesTitle: 'Kode yang dapat Anda bayar',
  spentTitle: 'Metode lain tidak dapat dipilih lagi',
  spentText:
    'Batas jumlah pemilihan metode pembayaran tercapai. Jika sudah membayar, jangan bayar lagi: halaman ini diperbarui otomatis. Jika belum, silakan hubungi toko.',
  unofferedTitle: 'Saat ini tidak ada metode pembayaran',
  unofferedText:
    'Saat ini toko tidak memiliki metode pembayaran untuk jumlah ini. Silakan coba lagi nanti atau hubungi toko.',
  method_credit: 'Kartu kredit',
  method_atm: 'Transfer ATM',
  method_cvs: 'Kode pembayaran minimarket',
  method_barcode: 'Barcode minimarket',
  method_all: 'Metode pembayaran lain',
  method_checkout: 'PayPal',
  method_alipay: 'Alipay',
  method_wechat: 'WeChat Pay',
  'method_wechat-pay': 'WeChat Pay',
  method_grabpay: 'GrabPay',
  method_promptpay: 'PromptPay',
  method_paynow: 'PayNow',
  method_fpx: 'Perbankan online FPX',

  codeTitle: 'Bayar di minimarket',
  codeLead: 'Silakan bayar dengan kode ini di minimarket di Taiwan sebelum batas waktu.',
  code: 'Kode pembayaran',
  copyCode: 'Salin kode pembayaran',
  codeUrl: 'Lihat cara membayar dengan kode ini',
  codeLeadChain:
    'Sebelum batas waktu, bayar di {{chain}} melalui mesin {{kiosk}}. Kode ini tidak berlaku di toko lain.',
  codeLeadChains: 'Sebelum batas waktu, bayar melalui mesin layanan di {{chains}}.',
  codeStep1Chains: 'Di mesin layanan toko, pilih:',
  chain_ibon: '7-ELEVEN',
  chain_fami: 'FamilyMart',
  chain_hilife: 'Hi-Life',
  chain_ok: 'OK mart',
  kiosk_ibon: '7-ELEVEN, mesin ibon: “Masukkan kode” (代碼輸入).',
  kiosk_fami: 'FamilyMart, mesin FamiPort: “Bayar” (繳費) → “Bayar dengan kode” (代碼繳費), lalu setujui ketentuannya.',
  kiosk_hilife: 'Hi-Life, mesin Life-ET: “Bayar” (繳費・代收) → “Masukkan kode” (代碼輸入), lalu setujui ketentuannya.',
  kiosk_ok:
    'OK mart, mesin OK.go: “Bayar” (繳費) → “Transaksi daring” (網路交易) → “Bayar dengan kode” (代碼繳費), lalu setujui ketentuannya.',
  codeStep1: 'Di mesin layanan toko, pilih “Bayar dengan kode” (代碼繳費).',
  codeStep2: 'Masukkan kode, periksa jumlahnya, lalu cetak slip.',
  codeStep3: 'Bayar di kasir dengan slip tersebut dan simpan struknya.',

  barcodeTitle: 'Bayar dengan barcode di minimarket',
  barcodeLead:
    'Sebelum batas waktu, tunjukkan halaman ini di kasir minimarket di Taiwan dan minta ketiga barcode dipindai secara berurutan.',
  barcodeLeadChains:
    'Sebelum batas waktu, tunjukkan halaman ini di kasir {{chains}} dan minta ketiga barcode dipindai secara berurutan.',
  barcodes: 'Barcode untuk kasir',
  barcodeAlone: '(tampilkan ini saja, lebih besar)',
  barcodeAll: 'Tampilkan semua barcode',
  barcodeOf: 'Barcode {{number}} dari {{count}}',
  barcodeBright: 'Saat dipindai, atur layar ke kecerahan maksimum dan jangan perbesar halaman.',
  copyPage: 'Salin alamat halaman ini',
  copiedPage: 'Alamat tersalin',
  copyPageFailed: 'Tidak dapat menyalin: ambil dari bilah alamat browser',
  barcodeStep1: 'Buka halaman ini di ponsel dan datang ke kasir. Untuk berpindah perangkat, salin alamat halaman ini.',
  barcodeStep2: 'Minta ketiga barcode dipindai dari atas ke bawah, periksa jumlahnya, lalu bayar.',
  barcodeStep3:
    'Simpan struknya. Pembayaran perlu beberapa saat untuk masuk; setelah itu halaman ini diperbarui otomatis.',
  barcodeIntro: 'Tentang pembayaran dengan barcode',

  paidTitle: 'Pembayaran berhasil',
  paidText: 'Pembayaran Anda telah diterima. Terima kasih.',
  paidAt: 'Waktu pembayaran',
  tradeNo: 'Nomor transaksi',
  paidTwice: 'Pesanan ini dibayar dua kali dan toko sudah diberi tahu. Silakan hubungi toko tentang pembayaran kedua.',
  paidBesideTitle: 'Sudah dibayar, jangan bayar lagi',
  paidBesideText: 'Pesanan ini sudah dibayar melalui pembayaran lain.',
  deadCode: 'Jangan digunakan lagi',
  failedTitle: 'Pembayaran tidak selesai',
  failedText: 'Pembayaran ini tidak dapat diselesaikan lagi. Jangan membayar; silakan pesan lagi di toko.',
  expiredTitle: 'Batas waktu telah lewat',
  expiredText:
    'Jangan membayar lagi. Jika Anda sudah membayar tepat waktu, halaman ini diperbarui otomatis setelah pembayaran diterima.',
  lateText:
    'Jangan membayar lagi. Jika Anda sudah membayar tepat waktu, konfirmasi dapat memakan waktu hingga {{time}} (waktu Taipei); setelah itu halaman ini diperbarui otomatis.',
  earlierCode:
    'Sudah membayar dengan kode yang Anda terima sebelumnya? Jangan bayar lagi: konfirmasi dapat memakan waktu hingga {{time}} (waktu Taipei); setelah itu halaman ini diperbarui otomatis.',
  creatingTitle: 'Menyiapkan pembayaran Anda',
  creatingText: 'Mohon tunggu sebentar. Rinciannya akan muncul di sini secara otomatis.',
  awaitedTitle: 'Pembayaran Anda sedang dikonfirmasi',
  awaitedText: 'Jika sudah membayar, jangan bayar lagi: halaman ini diperbarui otomatis setelah dikonfirmasi.',
  awaitedTryAgain: 'Belum membayar? Setelah {{time}} (waktu Taipei), Anda dapat mencoba lagi di halaman ini.',
  exhaustedTitle: 'Halaman pembayaran tidak dapat dibuka lagi',
  exhaustedText:
    'Halaman pembayaran sudah terlalu sering dibuka. Jika sudah membayar, jangan bayar lagi: halaman ini diperbarui otomatis. Jika belum, silakan hubungi toko.',
  pendingTitle: 'Menunggu pembayaran Anda',
  pendingText: 'Halaman ini diperbarui otomatis setelah pembayaran diterima.',

  missingTitle: 'Halaman pembayaran ini tidak ditemukan',
  missingText: 'Tautan mungkin tidak lengkap atau tidak berlaku lagi. Silakan buka lagi dari toko.',
  unavailableTitle: 'Tidak tersedia saat ini',
  unavailableText: 'Sistem sedang sibuk. Halaman ini mencoba lagi secara otomatis; pembayaran Anda tidak terpengaruh.',

  brokenTitle: 'Pembayaran tidak dapat ditampilkan',
  brokenText: 'Rincian pembayaran ini tidak dapat ditampilkan. Jangan membayar, dan hubungi toko.',

  replacedTitle: 'Pesanan ini sudah dibayar atau diganti',
  replacedText:
    'Pembayaran lain untuk pesanan yang sama telah menggantikan pembayaran ini. Anda tidak dikenai biaya untuk pembayaran ini.',

  demoTitle: 'Simulasi',
  demoText: 'Pembayaran ini hanya simulasi: tidak ada bank dan uang sungguhan.',
  demoLink: 'Bayar di kasir simulasi',
};
